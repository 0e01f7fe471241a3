// Says in one sentence that this Node is too old, instead of letting something deep inside fail. Must be the first
// import of every script, and like all scripts it keeps to syntax that Node 14 can read, or the sentence never appears.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Parley needs Node 20.19 or newer; this is Node ${process.versions.node}.`)
  process.exit(1)
}
