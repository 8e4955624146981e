#!/usr/bin/env node
import { readFileSync } from 'node:fs';

/** Turns vitest's JSON report into the one line that a build log is searched for: `ci: 12 passed, 0 failed, 3 skipped`. */
const [reportFile] = process.argv.slice(2);
const report = JSON.parse(readFileSync(reportFile, 'utf8'));
const skipped = report.numPendingTests + report.numTodoTests;
// a file that cannot be loaded fails without a test of its own
const failed = Math.max(report.numFailedTests, report.success ? 0 : 1);
console.log(`ci: ${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
