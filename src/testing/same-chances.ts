// Property tests draw the same examples on every machine, so that a failing run can be repeated; SHUZHI_SEED draws others.
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['SHUZHI_SEED'] ?? 20261123) })
