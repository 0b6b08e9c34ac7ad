/** What the line keeps on this device: commands that wait, and answers that were read. */
export interface Kept {
  id?: number
}

/** A table of IndexedDB; in a browser that refuses it, of this page's memory. */
export interface Table<Row> {
  all(): Promise<Row[]>
  /** Keeps the row and gives its number. */
  put(row: Row): Promise<number>
  remove(id: number): Promise<void>
  clear(): Promise<void>
}

const version = 1
const tables = ['commands', 'answers'] as const
export type TableName = (typeof tables)[number]

let opened: Promise<IDBDatabase> | null = null

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('minga-line', version)
    request.onupgradeneeded = () => {
      for (const name of tables)
        request.result.createObjectStore(name, { keyPath: 'id', autoIncrement: true })
    }
    request.onsuccess = () => {
      // Another tab brings a newer database: don't stand in its way.
      request.result.onversionchange = () => {
        request.result.close()
        opened = null
      }
      resolve(request.result)
    }
    request.onerror = () => reject(request.error)
  })
  return opened
}

async function run<Result>(
  table: TableName,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open()
  return new Promise((resolve, reject) => {
    // A command that was told to be kept must be there after the phone is switched off.
    const transaction = database.transaction(table, mode, { durability: 'strict' })
    const request = work(transaction.objectStore(table))
    transaction.oncomplete = () => resolve(request.result)
    transaction.onabort = () => reject(transaction.error)
    transaction.onerror = () => reject(transaction.error)
  })
}

export function kept<Row extends Kept>(table: TableName): Table<Row> {
  return {
    all: () => run(table, 'readonly', (store) => store.getAll() as IDBRequest<Row[]>),
    put: (row) => run(table, 'readwrite', (store) => store.put(row) as IDBRequest<number>),
    remove: async (id) => void (await run(table, 'readwrite', (store) => store.delete(id))),
    clear: async () => void (await run(table, 'readwrite', (store) => store.clear())),
  }
}

export function inMemory<Row extends Kept>(): Table<Row> {
  const rows = new Map<number, Row>()
  let last = 0
  return {
    all: async () => [...rows.values()],
    async put(row) {
      const id = row.id ?? ++last
      rows.set(id, { ...row, id })
      return id
    },
    remove: async (id) => void rows.delete(id),
    clear: async () => rows.clear(),
  }
}

/** The database where there is one; else the page's memory, so that what works with signal goes on working. */
export function lasting<Row extends Kept>(table: TableName): Table<Row> {
  let chosen: Promise<Table<Row>> | null = null
  const choose = () => {
    const database = kept<Row>(table)
    chosen ??= open().then(
      () => database,
      () => inMemory<Row>(),
    )
    return chosen
  }
  return {
    all: async () => (await choose()).all(),
    put: async (row) => (await choose()).put(row),
    remove: async (id) => (await choose()).remove(id),
    clear: async () => (await choose()).clear(),
  }
}
