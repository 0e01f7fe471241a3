import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

const file = fileURLToPath(new URL('../../../docs/last-long-run.md', import.meta.url))
const head =
  '# The last long run\n\nWritten by `npm run test:long`: each part replaces its own section. Times depend on the machine.\n'

/** Prints what a long test found and puts it into docs/last-long-run.md, in place of what it found the last time. */
export const reportLongRun = async (title: string, lines: readonly string[]): Promise<void> => {
  const where = `Node ${process.version}, ${availableParallelism()} cores, ${new Date().toISOString().slice(0, 10)}`
  const section = `## ${title}\n\n${[where, ...lines].map((line) => `- ${line}\n`).join('')}`
  console.log(section)
  const before = await readFile(file, 'utf8').catch(() => head)
  const [introduction = head, ...others] = before.split(/^(?=## )/m)
  const kept = others.filter((other) => !other.startsWith(`## ${title}\n`)).map((other) => other.trim())
  await writeFile(file, `${[introduction.trim(), ...[...kept, section.trim()].sort()].join('\n\n')}\n`)
}
