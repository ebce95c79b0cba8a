export type { Label } from '../labels.ts'
export { accuracy } from './accuracy.ts'
export { type Average, type AverageOptions, f1, precision, recall } from './average.ts'
export {
  type CalibrationBin,
  calibrationCurve,
  type CalibrationOptions,
  expectedCalibrationError,
} from './calibration.ts'
export { type ClassReport, classReport } from './class-report.ts'
export { confusionMatrix, type ConfusionMatrix } from './confusion-matrix.ts'
export { logLoss, type LogLossOptions } from './log-loss.ts'
export { meanAbsoluteError, meanSquaredError, r2 } from './regression.ts'
