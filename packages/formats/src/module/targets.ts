import type { ClassTarget, QuantityTarget, Target } from '@bilayer/data'
import { literal } from './literal.ts'

/** What a module exports, by what the outputs of its network mean. */
export function targetSection(target: Target | undefined): string {
  if (target === undefined) return OUTPUTS
  return target.kind === 'classes' ? classes(target) : quantity(target)
}

const OUTPUTS = `/**
 * What the network makes of each row.
 *
 * @param {readonly Row[]} rows
 * @returns {number[][]}
 */
export function predict(rows) {
  return outputsOf(rows)
}`

const LOGITS = `/** @param {readonly Row[]} rows */
function logitsOf(rows) {
  return outputsOf(rows)
}`

/** The log odds z of the second of two labels are the logits 0 and z. */
const LOGITS_OF_LOG_ODDS = `/** @param {readonly Row[]} rows */
function logitsOf(rows) {
  return outputsOf(rows).map(([logOdds]) => [0, logOdds])
}`

const quantity = ({ shift, scale }: QuantityTarget): string => `/**
 * The number predicted for each row.
 *
 * @param {readonly Row[]} rows
 * @returns {number[]}
 */
export function predict(rows) {
  return outputsOf(rows).map(([output]) => output * ${literal(scale)} + ${literal(shift)})
}`

const classes = ({
  labels,
}: ClassTarget): string => `/** @typedef {${labels.map(literal).join(' | ')}} Label */

/**
 * The labels, in the order of their probabilities.
 *
 * @type {readonly Label[]}
 */
export const labels = ${literal(labels)}

/**
 * The likeliest label of each row.
 *
 * @param {readonly Row[]} rows
 * @returns {Label[]}
 */
export function predict(rows) {
  return logitsOf(rows).map((logits) => labels[logits.indexOf(Math.max(...logits))])
}

/**
 * The probability of each label, for each row.
 *
 * @param {readonly Row[]} rows
 * @returns {number[][]}
 */
export function probabilities(rows) {
  return logitsOf(rows).map(softmax)
}

${labels.length === 2 ? LOGITS_OF_LOG_ODDS : LOGITS}

/**
 * @param {number[]} logits
 * @returns {number[]}
 */
function softmax(logits) {
  const most = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - most))
  const sum = powers.reduce((total, power) => total + power)
  return powers.map((power) => power / sum)
}`
