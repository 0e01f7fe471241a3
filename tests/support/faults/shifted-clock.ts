/**
 * Loaded before a server, by `with-shifted-clock.ts`: its machine's clock is ahead by as many milliseconds as the environment
 * says, and goes on by as much again with each SIGUSR2.
 */
const real = Date.now.bind(Date)
const shiftMs = Number(process.env['TEST_CLOCK_SHIFT_MS'])
let aheadMs = shiftMs
Date.now = () => real() + aheadMs
process.on('SIGUSR2', () => (aheadMs += shiftMs))
