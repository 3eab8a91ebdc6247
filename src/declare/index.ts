// The language: the only barrel of the house. Everything a scene, a method or a capability may say comes from here.
export * from './city.ts'
export * from './problem.ts'
export * from './roles.ts'
export * from './table.ts'
export * from './time.ts'
