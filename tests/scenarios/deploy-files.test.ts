/**
 * The files in `deploy/`, as far as they can be judged where nothing of theirs runs: what they name is there, and a server
 * gets the time that it needs.
 */
import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { declaredSettings, readSettings } from '../../src/server/settings.js'
import { drainBeyondPollMs } from '../../src/server/server.js'
import { shareInProcess } from '../support/in-process-server.js'

const root = new URL('../../../', import.meta.url)
const text = (file: string): string => readFileSync(new URL(file, root), 'utf8')

/** The documents of a YAML file; fails when it is not well-formed. */
const documents = (file: string): Tree[] =>
  parseAllDocuments(text(`deploy/${file}`)).map((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${document.errors.map(String).join('\n')}`)
    return document.toJS() as Tree
  })

type Tree = { readonly [name: string]: Tree } & readonly Tree[] & string

const dockerfile = text('deploy/Dockerfile').replaceAll('\\\n', ' ')
const nginx = text('deploy/nginx.conf')
const compose = documents('compose.yaml')[0]!
const composeNats = documents('compose.nats.yaml')[0]!
const manifests = documents('kubernetes.yaml')
const manifest = (kind: string): Tree => {
  const found = manifests.find((one) => one['kind'] === kind)
  if (found === undefined) throw new Error(`There is no ${kind}.`)
  return found
}
const pod = manifest('Deployment')['spec']!['template']!['spec']!
const container = pod['containers']![0]!
const alerts = documents('prometheus-rules.yaml')[0]!['groups']![0]!['rules']!
const { panels } = JSON.parse(text('deploy/grafana-dashboard.json')) as {
  panels: { targets: { expr: string; legendFormat: string }[] }[]
}
const targets = panels.flatMap((panel) => panel.targets)
const operating = text('docs/operating.md')

/** What Kubernetes tells a pod of the services around it, if it is not kept from that: variables that begin as settings do. */
function serviceLinks(): Record<string, string> {
  if (String(pod['enableServiceLinks']) === 'false') return {}
  const prefix = manifest('Service')['metadata']!['name']!.toUpperCase()
  return { [`${prefix}_SERVICE_HOST`]: '10.0.0.1', [`${prefix}_PORT`]: 'tcp://10.0.0.1:80' }
}

/** A setting's value as a file gives it; what is filled in later has a value like it. */
const environments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'the image': Object.fromEntries(
    [...dockerfile.matchAll(/(\w+)=(\S+)/g)].flatMap(([, name = '', value = '']) =>
      /^(PORT|HOST|PARLEY_)/.test(name) ? [[name, value]] : [],
    ),
  ),
  'the compose file': Object.fromEntries(
    Object.entries(compose['services']!['parley']!['environment']!).map(([name, value]) => [
      name,
      String(value)
        .replace(/\$\{PARLEY_PUBLIC_URL:[^}]*\}/, 'https://chat.example.com')
        .replace(/\$\{POSTGRES_PASSWORD:[^}]*\}/, 'secret'),
    ]),
  ),
  'the compose file for NATS': {
    PARLEY_DATABASE_URL: 'postgres://parley:secret@postgres:5432/parley',
    PARLEY_PUBLIC_URL: 'https://chat.example.com',
    ...Object.fromEntries(
      Object.entries(composeNats['services']!['parley']!['environment']!).map(([name, value]) => [
        name,
        String(value).replace(/\$\{NATS_TOKEN:[^}]*\}/, 'secret'),
      ]),
    ),
  },
  'the manifests': {
    ...serviceLinks(),
    ...Object.fromEntries(
      container['env']!.map((one) => [
        String(one['name']),
        one['value'] ?? manifest('Secret')['stringData']![String(one['valueFrom']!['secretKeyRef']!['key'])]!,
      ]),
    ),
  },
}

test.each(Object.entries(environments))(
  '%s gives settings that there are, with values they can have',
  (_what, given) => {
    const names = Object.values(declaredSettings).map(({ name }) => name)
    expect(Object.keys(given).length).toBeGreaterThan(2)
    expect(Object.keys(given).filter((name) => !names.includes(name))).toEqual([])
    expect(() => readSettings(given)).not.toThrow()
  },
)

test('the image is built and run by one Node, which the package allows', () => {
  const versions = [...dockerfile.matchAll(/^FROM node:(\d+)-/gm)].map(([, major]) => Number(major))
  expect(versions).toHaveLength(2)
  expect(new Set(versions).size).toBe(1)
  const { engines } = JSON.parse(text('package.json')) as { engines: { node: string } }
  const [, oldest] = /^>=(\d+)\.\d+$/.exec(engines.node) ?? []
  expect(versions[0]).toBeGreaterThan(Number(oldest))
})

test('the image is made of what is there, and of nothing that only development needs', () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '))
  expect(copied.length).toBeGreaterThan(5)
  const allowed = text('deploy/Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => new RegExp(`^${line.slice(1).replaceAll('.', '\\.').replaceAll('*', '.*')}$`))
  for (const path of copied) {
    expect(existsSync(new URL(path, root)), path).toBe(true)
    expect(
      allowed.some((pattern) => pattern.test(path)),
      `${path} is not sent to the builder`,
    ).toBe(true)
  }
  const { bin, scripts } = JSON.parse(text('package.json')) as {
    bin: { parley: string }
    scripts: Record<string, string>
  }
  // What builds it calls programs of the tree and tools with files of theirs.
  const called = ['build:server', 'build:web'].flatMap(
    (name) => scripts[name]?.match(/[\w./-]+(?:\.(?:mjs|json)|\/\w+)/g) ?? [],
  )
  expect(called.length).toBeGreaterThan(3)
  for (const file of called) expect(copied, file).toContain(file.split('/')[0])
  expect(dockerfile).toContain(`ENTRYPOINT ["node", "${bin.parley}"]`)
  expect(dockerfile).toContain('npm prune --omit=dev')
  // The last user is who it runs as.
  expect(dockerfile.match(/^USER .*$/gm)?.at(-1)).toBe('USER node')
})

test('servers reach the NATS that is started beside them, with its token', () => {
  const { nats, parley } = composeNats['services']!
  const url = parley!['environment']!['PARLEY_NATS_URL']!
  const [, token, host] = /^nats:\/\/(.*)@(\w+):4222$/.exec(url) ?? []
  expect([host, nats!['command']]).toEqual(['nats', ['--auth', token]])
  expect(nats!['networks']).toEqual(compose['services']!['parley']!['networks'])
  expect(Object.keys(parley!['depends_on']!)).toEqual(['nats'])
})

test('ports are the same everywhere', () => {
  const port = environments['the image']!['PORT']!
  expect(port).toBe(String(declaredSettings.port.default))
  expect(dockerfile).toContain(`EXPOSE ${port}`)
  expect(dockerfile).toContain(`http://127.0.0.1:${port}/healthz`)
  expect(nginx).toContain(`http://parley:${port};`)
  const metrics = environments['the manifests']!['PARLEY_METRICS_ADDRESS']!.replace('0.0.0.0:', '')
  expect(container['ports']!.map((one) => [one['name'], String(one['containerPort'])])).toEqual([
    ['http', port],
    ['metrics', metrics],
  ])
  expect(manifest('Service')['spec']!['ports']!.map((one) => one['targetPort'])).toEqual(['http'])
  const annotations = manifest('Deployment')['spec']!['template']!['metadata']!['annotations']!
  expect(annotations['prometheus.io/port']).toBe(metrics)
})

test('labels lead from the service and the budget to the pods', () => {
  const { labels } = manifest('Deployment')['spec']!['template']!['metadata']!
  expect(manifest('Service')['spec']!['selector']).toEqual(labels)
  for (const kind of ['Deployment', 'PodDisruptionBudget']) {
    expect(manifest(kind)['spec']!['selector']!['matchLabels']).toEqual(labels)
  }
})

test('several servers share the database, are replaced when their successors are ready, and have the time to let polls run out', () => {
  const { spec } = manifest('Deployment')
  expect(Number(spec!['replicas'])).toBeGreaterThan(1)
  expect(spec!['strategy']).toMatchObject({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } })
  expect(compose['services']!['parley']!['deploy']).toEqual({ replicas: 2 })
  const pauseS = Number(container['lifecycle']!['preStop']!['exec']!['command']![1])
  const needsS = (declaredSettings.pollHoldMs.default + drainBeyondPollMs) / 1000
  expect(Number(pod['terminationGracePeriodSeconds'])).toBeGreaterThan(pauseS + needsS)
  expect(parseInt(compose['services']!['parley']!['stop_grace_period']!, 10)).toBeGreaterThan(needsS)
})

test('the proxies hold back nothing, wait long enough and let files through', () => {
  const annotations = manifest('Ingress')['metadata']!['annotations']!
  const ofIngress = (name: string): string => annotations[`nginx.ingress.kubernetes.io/${name}`]!
  const ofNginx = (name: string): string => new RegExp(`^ *${name} (\\S+);$`, 'm').exec(nginx)?.[1] ?? ''
  for (const [buffering, readTimeout, body] of [
    [ofNginx('proxy_buffering'), ofNginx('proxy_read_timeout'), ofNginx('client_max_body_size')],
    [ofIngress('proxy-buffering'), ofIngress('proxy-read-timeout'), ofIngress('proxy-body-size')],
  ]) {
    expect(buffering).toBe('off')
    expect(parseInt(readTimeout!, 10) * 1000).toBeGreaterThan(declaredSettings.pollHoldMs.default * 2)
    expect(body).toMatch(/^\d+m$/)
    expect(parseInt(body!, 10) * 1_048_576).toBeGreaterThan(declaredSettings.fileBytesMax.default + 100_000)
  }
})

test('the ingress leads to all that a proxy has to pass on', () => {
  const [, list = ''] = /^- pass (.*) on as they are/m.exec(operating) ?? []
  const paths = manifest('Ingress')['spec']!['rules']![0]!['http']!['paths']!
  const passedOn = paths.filter((one) => one['pathType'] === 'Prefix').map((one) => String(one['path']))
  expect(passedOn.length).toBeGreaterThan(3)
  expect(passedOn).toEqual(list.match(/\/[\w/]+/g))
})

test('every alert is told what to do about, and nothing is an alert that is none', () => {
  const guide = [...operating.matchAll(/^\| `(Parley\w+)`/gm)].map(([, alert]) => alert)
  expect(guide.sort()).toEqual(alerts.map((rule) => String(rule['alert'])).sort())
})

describe('against a server', () => {
  const server = shareInProcess()
  let types: Map<string, string>
  let metrics: Set<string>
  beforeAll(async () => {
    const answer = await server.request({ path: '/metrics' })
    types = new Map([...answer.text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]))
    metrics = new Set(
      [...types].flatMap(([name, type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
      ),
    )
  })
  const namedIn = (expression: string): string[] => expression.match(/\b(?:parley|process|nodejs)_\w+/g) ?? []
  /** The name under which a metric is listed: that of the histogram whose part it is. */
  const listedAs = (name: string): string => {
    const whole = name.replace(/_(bucket|count|sum)$/, '')
    return metrics.has(`${whole}_bucket`) ? whole : name
  }

  test('what is probed is answered', async () => {
    const paths = [
      ...['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => container[probe]!['httpGet']!['path']!),
      ...(/127\.0\.0\.1:\d+(\/\w+)/.exec(dockerfile)?.slice(1) ?? ['none']),
    ]
    expect(paths).toHaveLength(4)
    for (const path of paths) expect([path, (await server.request({ path })).status]).toEqual([path, 200])
  })

  test('the proxy keeps the metrics inside, however they are asked for', async () => {
    const [, exactly, denied = ''] = /location (= )?(\S+) \{\s+deny all;/.exec(nginx) ?? []
    for (const path of ['/metrics', '/metrics/']) {
      expect((await server.request({ path })).status).toBe(200)
      expect(exactly ? path === denied : path.startsWith(denied), path).toBe(true)
    }
  })

  test('every metric of the dashboard and the alerts is there', () => {
    const expressions = [...targets.map(({ expr }) => expr), ...alerts.map((rule) => String(rule['expr']))]
    expect(expressions.length).toBeGreaterThan(30)
    expect(expressions.flatMap(namedIn).filter((name) => !metrics.has(name))).toEqual([])
    for (const expression of expressions) {
      if (!expression.startsWith('up{')) expect(namedIn(expression), expression).not.toEqual([])
    }
  })

  test('the list of metrics for operators is complete, and names none that is not there', () => {
    const listed = new Set(operating.match(/`parley_\w+`/g)?.map((name) => name.slice(1, -1)))
    const own = [...types.keys()].filter((name) => name.startsWith('parley_'))
    expect([...listed].sort()).toEqual(own.sort())
  })

  test('the dashboard shows every metric of that list', () => {
    const shown = new Set(targets.flatMap(({ expr }) => namedIn(expr)).map(listedAs))
    expect([...types.keys()].filter((name) => name.startsWith('parley_') && !shown.has(name))).toEqual([])
  })

  test('with several servers none hides another, and what each knows of everybody is not added up', () => {
    const [, ofAll = ''] = /^## Do visitors get help\?$([^]*?)^## /m.exec(operating) ?? []
    const whole = ofAll.match(/`parley_\w+`/g)!.map((name) => name.slice(1, -1))
    const gauges = new Set(whole.filter((name) => types.get(name) === 'gauge'))
    expect(gauges.size).toBeGreaterThan(5)
    for (const { expr, legendFormat } of targets) {
      if (namedIn(expr).some((name) => gauges.has(name))) expect(expr).toMatch(/^max\b/)
      else if (!/^(sum|max|histogram_quantile)\b/.test(expr)) expect(legendFormat, expr).toContain('{{instance}}')
    }
    for (const rule of alerts) {
      const expr = String(rule['expr'])
      if (namedIn(expr).some((name) => gauges.has(name))) expect(expr).toMatch(/^max\b/)
    }
  })
})
