// The row a form is about, for fields that offer only what belongs to it.
import { createContext, useContext } from 'react'

const Subject = createContext<string | undefined>(undefined)
export const SubjectProvider = Subject.Provider
export const useSubject = (): string | undefined => useContext(Subject)
