/**
 * Runs the compiled command-line program in this process. Nothing is imported before it has been built.
 *
 * @param {string[]} argv For instance `['serve']`.
 * @returns {Promise<number>} The exit code.
 */
export async function runCli(argv) {
  const { main } = await import(new URL('../dist/src/cli/main.js', import.meta.url).href)
  return main(argv)
}
