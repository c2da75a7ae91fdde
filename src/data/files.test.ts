import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DataError } from './errors';
import { fetchFile, readPacked } from './files';

const content = Uint8Array.from({ length: 5000 }, (_, k) => (k * k) % 251);
const whole = gzipSync(content);
const files: Record<string, { type: string; body: Uint8Array }> = {
  '/data/whole.bin': { type: 'application/octet-stream', body: whole },
  '/data/cut.bin': { type: 'application/octet-stream', body: whole.subarray(0, whole.length - 100) },
  '/data/other.bin': { type: 'application/octet-stream', body: new TextEncoder().encode('no gzip file at all') },
  '/data/page.bin': { type: 'text/html; charset=utf-8', body: new TextEncoder().encode('<!doctype html>') },
};
const server = createServer((request, response) => {
  const file = files[request.url ?? ''];
  if (request.url === '/data/broken.bin') {
    response.writeHead(200, { 'content-length': 1000 }).write('abc', () => response.destroy());
  } else if (file) {
    response.writeHead(200, { 'content-type': file.type }).end(file.body);
  } else {
    response.writeHead(404).end();
  }
});
let origin = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address && typeof address === 'object') origin = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  server.close();
});

function read(name: string, folder = `${origin}/data`): Promise<Uint8Array> {
  return readPacked({ base: folder, read: fetchFile }, name, content.length, 'run npm run data');
}

test('fetches and unpacks a file, with or without a slash after the folder', async () => {
  expect(await read('whole.bin')).toEqual(content);
  expect(await read('whole.bin', `${origin}/data/`)).toEqual(content);
});

test.each([
  { name: 'absent.bin', says: 'The data file absent.bin could not be read (status 404): run npm run data.' },
  {
    name: 'page.bin',
    says: 'The data file page.bin could not be read (the server sent a web page instead): run npm run data.',
  },
  { name: 'broken.bin', says: 'The data file broken.bin could not be read (the connection was lost): run npm run data.' },
  { name: 'cut.bin', says: 'The data file cut.bin is damaged and cannot be unpacked: run npm run data.' },
  { name: 'other.bin', says: 'The data file other.bin is damaged and cannot be unpacked: run npm run data.' },
])('$name has an error with reason and remedy', async ({ name, says }) => {
  await expect(read(name)).rejects.toThrow(new DataError(says));
});

test('rejects a file of another length', async () => {
  const reading = readPacked({ base: origin, read: fetchFile }, 'data/whole.bin', 4999, 'run npm run data');
  await expect(reading).rejects.toThrow('The data file data/whole.bin has 5000 bytes instead of 4999: run npm run data.');
});

test('reports that no server answers', async () => {
  // No server listens on port 1.
  await expect(read('whole.bin', 'http://127.0.0.1:1/')).rejects.toThrow(/could not be read \(the server does not answer\)/);
});
