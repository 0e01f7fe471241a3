/** Texts that administrators write with gaps in them, such as `{!User_FirstName}`. Pure. */

const field = /\{!([A-Za-z]\w*)\}/g

/** The text with what is known in its gaps; a gap of which nothing is known is empty. Names differ by case. */
export const fillMergeFields = (text: string, fields: Readonly<Record<string, string>>): string =>
  text.replaceAll(field, (_gap, name: string) => (Object.hasOwn(fields, name) ? (fields[name] ?? '') : ''))
