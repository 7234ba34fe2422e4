/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Count */

/** @type {Count} */
export const nothing = { passed: 0, failed: 0, skipped: 0 }

/**
 * @param {Count} one
 * @param {Count} other
 * @returns {Count}
 */
export const add = (one, other) => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
})

/**
 * The last line of a test run.
 * @param {Count} count
 */
export function resultLine({ passed, failed, skipped }) {
  const rest = skipped > 0 ? `, ${String(skipped)} skipped` : ''
  return `${String(passed)} passed, ${String(failed)} failed${rest}`
}

/**
 * Counts the tests of a vitest report. A file that failed without naming a test is one failure; so is a run that
 * wrote no report, found no test, or failed for another reason than a test.
 * @param {unknown} report
 * @param {boolean} ok Vitest ended with code 0.
 * @returns {Count}
 */
export function countTests(report, ok) {
  const files = filesOf(report)
  const statuses = files.flatMap((file) => file.assertionResults.map((test) => test.status))
  /** @param {string} status */
  const having = (status) => statuses.filter((each) => each === status).length
  const brokenFiles = files.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const passed = having('passed')
  const failed = having('failed') + brokenFiles
  const skipped = statuses.length - passed - having('failed')
  const isUnexplained = failed === 0 && (!ok || passed === 0)
  return { passed, failed: isUnexplained ? 1 : failed, skipped }
}

/**
 * @typedef {{ readonly status: string, readonly assertionResults: readonly { readonly status: string }[] }} TestFile
 * @param {unknown} report
 * @returns {readonly TestFile[]}
 */
function filesOf(report) {
  if (typeof report !== 'object' || report === null || !('testResults' in report)) return []
  return Array.isArray(report.testResults) ? report.testResults : []
}
