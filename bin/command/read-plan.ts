// npx shuzhi read-plan FILE: reads an official plan and prints its tasks as JSON.
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readDocument } from '../../src/methods/official-plan/read-document.ts'

const usage = `用法：npx shuzhi read-plan 文件 [--city 城市] [--text]
  文件            .docx、.pdf（文字版）、.txt 或 .md；写 - 则从标准输入读
  --city 城市     “各区、县（市）”按该城市的区县展开，默认 shaoxing
  --text          只打印提取出的文字（passage 的起止位置按它计算，单位是 UTF-16）`

/** Runs the command; the answer is the exit code: 0 read, 1 unreadable, 2 wrong call. */
export async function readPlanCommand(args: string[]): Promise<number> {
  const asked = readArguments(args)
  if ('problem' in asked) {
    console.error(asked.problem)
    return asked.problem === usage && args.some(each => each === '--help' || each === '-h') ? 0 : 2
  }
  const bytes = await readBytes(asked.file)
  if ('problem' in bytes) return fail(bytes.problem)
  const counties = await readCounties(asked.city)
  if (counties === undefined && asked.cityGiven)
    return fail(`没有找到城市“${asked.city}”的区划表 cities/${asked.city}/regions.csv；请检查 --city 的写法。`)
  const read = await readDocument({ ...bytes, counties: counties ?? [] })
  if (!read.ok) return fail(read.message)
  if (asked.text) {
    await print(read.text)
    return 0
  }
  const { plan } = read
  if (plan.tasks.length === 0 && plan.goals.length === 0) {
    return fail(`“${bytes.name}”里没有读到工作任务，不像是政府的计划、方案或意见；请提供带编号事项和责任单位的正式文件。`)
  }
  const { title, issuer, number, date, tasks, ...rest } = plan
  await print(`${JSON.stringify({ title, issuer, number, date, tasks, ...rest }, null, 2)}\n`)
  return 0
}

function fail(message: string): number {
  console.error(message)
  return 1
}

type Asked = { file: string; city: string; cityGiven: boolean; text: boolean }

function readArguments(args: string[]): Asked | { problem: string } {
  const asked: Asked = { file: '', city: 'shaoxing', cityGiven: false, text: false }
  for (let at = 0; at < args.length; at++) {
    const argument = args[at]!
    if (argument === '--help' || argument === '-h') return { problem: usage }
    if (argument === '--text') asked.text = true
    else if (argument === '--city' || argument.startsWith('--city=')) {
      const city = argument === '--city' ? args[++at] : argument.slice('--city='.length)
      if (city === undefined || !/^[\w-]+$/.test(city)) return { problem: '--city 后面要写城市的英文名，例如 --city shaoxing。' }
      asked.city = city
      asked.cityGiven = true
    } else if (argument.startsWith('--')) return { problem: `不认识选项 ${argument}。\n${usage}` }
    else if (asked.file !== '') return { problem: `一次只能读一个文件，多出来的是“${argument}”。` }
    else asked.file = argument
  }
  return asked.file === '' ? { problem: usage } : asked
}

async function readBytes(file: string): Promise<{ bytes: Uint8Array; name: string } | { problem: string }> {
  if (file === '-') {
    const pieces: Uint8Array[] = []
    for await (const piece of process.stdin) pieces.push(piece as Uint8Array)
    return { bytes: Buffer.concat(pieces), name: '标准输入' }
  }
  const name = basename(file)
  try {
    if ((await stat(file)).isDirectory()) return { problem: `“${file}”是文件夹，不是文件；请写出要读的那一个文件。` }
    return { bytes: await readFile(file), name }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: `没有找到文件“${file}”；请检查路径和文件名。` }
    return { problem: `无法读取文件“${file}”（${String(code)}）；请检查读取权限。` }
  }
}

// The names of the rows of level county, in their order; undefined when the city has no table.
async function readCounties(city: string): Promise<string[] | undefined> {
  const file = join(import.meta.dirname, '..', '..', 'cities', city, 'regions.csv')
  if (!existsSync(file)) return undefined
  const [head = '', ...rows] = (await readFile(file, 'utf8')).replace(/^\ufeff/, '').split(/\r?\n/)
  const columns = head.split(',').map(each => each.trim())
  const name = columns.indexOf('name')
  const level = columns.indexOf('level')
  return rows.map(row => row.split(',').map(each => each.trim())).flatMap(row => (row[level] === 'county' && row[name] ? [row[name]] : []))
}

function print(text: string): Promise<void> {
  return new Promise(done => {
    // A reader that stops early (| head) is no fault of ours.
    process.stdout.once('error', () => done())
    process.stdout.write(text, () => done())
  })
}
