// What node-postgres does, on one server: prints `ok <check>` or `not ok <check>: <why>` for each.
// Arguments: engine (mizu or postgresql), host, port, user, database.
'use strict'

const assert = require('assert')
const { Client, Pool } = require('pg')
const Cursor = require('pg-cursor')
const copyStreams = require('pg-copy-streams')
const { pipeline } = require('stream/promises')
const { Readable } = require('stream')

const [engine, host, port, user, database] = process.argv.slice(2)
const config = { host, port: Number(port), user, database }
const checks = []
const check = (name, work) => checks.push([name, work])

async function connected(work) {
  const client = new Client(config)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

let tables = 0
async function withTable(client, columns, work) {
  const name = `n_${Date.now().toString(36)}_${process.pid}_${tables++}`
  await client.query(`CREATE TABLE ${name} (${columns})`)
  try {
    return await work(name)
  } finally {
    await client.query(`DROP TABLE ${name}`)
  }
}

async function refused(promise, code, position) {
  let error
  try {
    await promise
  } catch (e) {
    error = e
  }
  assert.ok(error, `expected an error ${code}`)
  assert.strictEqual(error.code, code, `${error.code} ${error.message}`)
  if (position !== undefined) assert.strictEqual(error.position, String(position), error.message)
}

check('connects and answers', () => connected(async client => {
  const { rows, fields } = await client.query('SELECT 1 AS one, $1::text AS two', ['zwei'])
  assert.deepStrictEqual(rows, [{ one: 1, two: 'zwei' }])
  assert.deepStrictEqual(fields.map(f => f.dataTypeID), [23, 25])
}))

check('carries parameters of each type', () => connected(async client => {
  const cases = [
    ['bool', true, true], ['int2', 7, 7], ['int4', -5, -5], ['int8', '9007199254740993', '9007199254740993'],
    ['float8', 0.1, 0.1], ['numeric', '1.25', '1.25'], ['text', "it's \\ 水", "it's \\ 水"],
    ['bytea', Buffer.from([0, 1, 255]), Buffer.from([0, 1, 255])],
    ['timestamptz', new Date('2024-02-29T12:34:56.789Z'), new Date('2024-02-29T12:34:56.789Z')],
    ['uuid', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ['jsonb', { a: [1, null, 'x'] }, { a: [1, null, 'x'] }], ['int4[]', [1, 2, 3], [1, 2, 3]],
    ['text[]', ['a', 'b,c', ''], ['a', 'b,c', '']], ['text', null, null],
  ]
  for (const [type, value, expected] of cases) {
    const { rows } = await client.query(`SELECT $1::${type} AS v`, [value])
    assert.deepStrictEqual(rows[0].v, expected, type)
  }
}))

check('reads binary results', () => connected(async client => {
  const text = "SELECT 7::int4 AS i, 2.5::float8 AS f, true AS b, 'x'::text AS t, NULL::int4 AS n"
  const { rows } = await client.query({ text, binary: true })
  assert.deepStrictEqual(rows, [{ i: 7, f: 2.5, b: true, t: 'x', n: null }])
}))

check('reuses a named statement', () => connected(async client => {
  for (let i = 0; i < 20; i++) {
    const { rows } = await client.query({ name: 'double', text: 'SELECT $1::int4 * 2 AS v', values: [i] })
    assert.strictEqual(rows[0].v, 2 * i)
  }
}))

check('finds the types of bare parameters', () => connected(client => withTable(client, 'a int, b text', async table => {
  await client.query(`INSERT INTO ${table} VALUES ($1, $2)`, [1, 'x'])
  const { rows } = await client.query(`SELECT b FROM ${table} WHERE a = $1`, [1])
  assert.deepStrictEqual(rows, [{ b: 'x' }])
})))

check('counts rows and returns them', () => connected(client => withTable(client, 'a int', async table => {
  const inserted = await client.query(`INSERT INTO ${table} VALUES (1), (2), (3) RETURNING a`)
  assert.deepStrictEqual(inserted.rows.map(r => r.a).sort(), [1, 2, 3])
  assert.strictEqual((await client.query(`DELETE FROM ${table} WHERE a > 1`)).rowCount, 2)
})))

check('commits and rolls back', () => connected(client => withTable(client, 'a int', async table => {
  await client.query('BEGIN')
  await client.query(`INSERT INTO ${table} VALUES (1)`)
  await client.query('ROLLBACK')
  await client.query('BEGIN')
  await client.query(`INSERT INTO ${table} VALUES (2)`)
  await client.query('COMMIT')
  assert.deepStrictEqual((await client.query(`SELECT a FROM ${table}`)).rows, [{ a: 2 }])
})))

check('reads through a cursor', () => connected(async client => {
  const cursor = client.query(new Cursor('SELECT i FROM generate_series(1, $1::int4) AS g(i) ORDER BY i', [250]))
  let sum = 0
  for (let rows = await cursor.read(100); rows.length > 0; rows = await cursor.read(100)) {
    for (const row of rows) sum += row.i
  }
  await cursor.close()
  assert.strictEqual(sum, 31375)
}))

check('copies in and out', () => connected(client => withTable(client, 'a int, b text', async table => {
  const input = client.query(copyStreams.from(`COPY ${table} FROM STDIN`))
  await pipeline(Readable.from(['1\tone\n2\t', 'two\n3\t\\N\n']), input)
  const output = client.query(copyStreams.to(`COPY (SELECT a, b FROM ${table}) TO STDOUT`))
  let text = ''
  for await (const chunk of output) text += chunk
  assert.deepStrictEqual(text.trimEnd().split('\n').sort(), ['1\tone', '2\ttwo', '3\t\\N'])
})))

check('names errors and their place', () => connected(async client => {
  await refused(client.query('SELECT * FROM nowhere'), '42P01', 15)
  await refused(client.query('SELECT nothing'), '42703', 8)
  await refused(client.query('SELEC 1'), '42601', 1)
  await refused(client.query('SELECT 1 / $1::int4', [0]), '22012')
  await refused(client.query('SELECT $1::int4', ['x']), '22P02')
  assert.strictEqual((await client.query('SELECT 1 AS v')).rows[0].v, 1)
}))

check('runs several statements at once', () => connected(async client => {
  const results = await client.query("SELECT 1 AS a; SELECT 'x' AS b")
  assert.deepStrictEqual(results.map(r => r.rows), [[{ a: 1 }], [{ b: 'x' }]])
}))

check('shares a pool', async () => {
  const pool = new Pool({ ...config, max: 4 })
  try {
    const answers = await Promise.all([...Array(40).keys()].map(i => pool.query('SELECT $1::int4 AS v', [i])))
    assert.deepStrictEqual(answers.map(a => a.rows[0].v), [...Array(40).keys()])
  } finally {
    await pool.end()
  }
})

if (engine === 'mizu') {
  check('follows a subscribe in a cursor', () => connected(client => withTable(client, 'a int', async table => {
    await client.query(`INSERT INTO ${table} VALUES (1)`)
    await client.query('BEGIN')
    await client.query(`DECLARE c CURSOR FOR SUBSCRIBE ${table}`)
    const { rows } = await client.query("FETCH 10 c WITH (timeout = '1s')")
    await client.query('COMMIT')
    assert.deepStrictEqual(rows.map(r => [Number(r.mz_diff), r.a]), [[1, 1]])
  })))
}

async function main() {
  for (const [name, work] of checks) {
    try {
      await Promise.race([work(), new Promise((_, no) => setTimeout(() => no(new Error('too slow')), 15000).unref())])
      console.log(`ok ${name}`)
    } catch (error) {
      console.log(`not ok ${name}: ${String(error.stack || error).replace(/\s+/g, ' ').slice(0, 600)}`)
    }
  }
  process.exit(0)
}

main()
