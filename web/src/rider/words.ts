// The words of the rider's page, gathered from its parts.
import frame from './words/frame'
import points from './words/points'
import report from './words/report'
import reports from './words/reports'

export default {
  zh: { ...frame.zh, ...report.zh, ...reports.zh, ...points.zh },
  en: { ...frame.en, ...report.en, ...reports.en, ...points.en },
}
