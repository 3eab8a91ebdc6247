// How a file is kept while there is no network: given by a form that the device keeps, asked for by the field for files.
import { createContext, useContext } from 'react'
import type { FileRef } from '#declare'

export type KeepFile = (file: File) => Promise<FileRef>
export const KeepFileContext = createContext<KeepFile | null>(null)
export const useKeepFile = (): KeepFile | null => useContext(KeepFileContext)
