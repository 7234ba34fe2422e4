import type { Log } from '../core/core.ts'
import type { Printer } from './print.ts'

/** DIGIT_LAB_DEBUG=1 shows everything that the core has to say, stacks included. */
export const isDebugging = (): boolean => process.env['DIGIT_LAB_DEBUG'] === '1'

/**
 * Warnings go to standard error. Errors only where nobody waits for an answer (`alone`): elsewhere the same
 * failure ends the command, which says it in its own line.
 */
export function logOn({ remark }: Printer, { alone }: { readonly alone: boolean }): Log {
  const whenDebugging = (line: string) => {
    if (isDebugging()) for (const each of line.split('\n')) remark(each)
  }
  return {
    debug: whenDebugging,
    info: whenDebugging,
    warn: remark,
    error: (line) => {
      if (isDebugging()) whenDebugging(line)
      else if (alone) remark(line.split('\n')[0] ?? '')
    },
  }
}
