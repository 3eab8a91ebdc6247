// Stands in for a native module that is not built; see no-sandbox.mjs.
module.exports = {}
