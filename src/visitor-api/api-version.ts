/** The oldest API version a client may name. */
export const versionMin = 29

/** Whether a text names an API version: a whole number, as the header or the query says it. */
export const isApiVersion = (text: string): boolean => /^\d{1,4}$/.test(text.trim()) && Number(text) >= versionMin
