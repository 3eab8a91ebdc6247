// `npx shuzhi rotate-key`: adds a key for personal values to the ring of the data folder and makes it the current one. Values under older keys
// stay readable; servers take the new one when they are restarted.
import { join } from 'node:path'
import { rotateKeyRing } from '../../src/capabilities/store/key-ring.ts'
import { keyFile } from '../../src/server/platform.ts'
import { dataFolder, readSettings } from '../../src/server/settings.ts'

/** The exit code. */
export function rotateKeyCommand(): number {
  try {
    const path = keyFile(dataFolder(readSettings(process.env), join(import.meta.dirname, '..', '..')))
    const current = rotateKeyRing(path)
    process.stdout.write(
      `已生成数据密钥 ${current}（${path}）。\n请先备份该文件，复制到每台服务器，再依次重启；旧密钥须保留，否则旧数据无法解密。\n`,
    )
    return 0
  } catch (error) {
    process.stderr.write(`✗ ${(error as Error).message}\n`)
    return 1
  }
}
