// Whose files a page shows: an attachment is opened through the row that names it, by whoever may read that row.
import { createContext, useContext } from 'react'

export type FileOwner = { readonly record: string; readonly id: string }
export const FileOwnerContext = createContext<FileOwner | null>(null)
/** Null on a form, where files are still the uploader's own. */
export const useFileOwner = (): FileOwner | null => useContext(FileOwnerContext)
