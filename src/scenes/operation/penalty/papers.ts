// All papers of the scene in one place: the acts issue them, the scene lists them.
export { decision, noPenalty, onSpotDecision } from './papers-decision.ts'
export { closingForm, courtApplication, reminder, serviceReceipt } from './papers-execution.ts'
export { filingForm, interviewNote, preservationNotice, siteNote } from './papers-filing.ts'
export { discussionRecord, hearingNotice, hearingRecord, legalReview, penaltyNotice } from './papers-hearing.ts'
export { goodsList, objectionLetter, transferLetter, transferReport } from './papers-transfer.ts'
