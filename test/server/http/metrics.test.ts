import { describe, expect, it } from 'vitest'
import { metrics } from '../../../server/http/metrics.ts'

describe('metrics', () => {
  it('text() counts requests and sums their durations up by class, as Prometheus reads it', () => {
    const counted = metrics()
    counted.count('GET', '/api/events', 200, 0.02)
    counted.count('GET', '/api/events', 200, 0.2)
    counted.count('GET', '/api/events', 404, 60)
    const gauge = { name: 'queue', help: 'Waiting', values: [[{ queue: 'a"b\\c\nd' }, 3]] } as const
    expect(counted.text([gauge]).split('\n')).toEqual([
      '# HELP aftershock_requests_total Requests answered, by route and status',
      '# TYPE aftershock_requests_total counter',
      'aftershock_requests_total{method="GET",route="/api/events",status="200"} 2',
      'aftershock_requests_total{method="GET",route="/api/events",status="404"} 1',
      '# HELP aftershock_request_seconds Seconds until an answer began',
      '# TYPE aftershock_request_seconds histogram',
      'aftershock_request_seconds_bucket{route="/api/events",le="0.01"} 0',
      'aftershock_request_seconds_bucket{route="/api/events",le="0.05"} 1',
      'aftershock_request_seconds_bucket{route="/api/events",le="0.25"} 2',
      'aftershock_request_seconds_bucket{route="/api/events",le="1"} 2',
      'aftershock_request_seconds_bucket{route="/api/events",le="5"} 2',
      'aftershock_request_seconds_bucket{route="/api/events",le="30"} 2',
      'aftershock_request_seconds_bucket{route="/api/events",le="+Inf"} 3',
      'aftershock_request_seconds_sum{route="/api/events"} 60.22',
      'aftershock_request_seconds_count{route="/api/events"} 3',
      '# HELP aftershock_queue Waiting',
      '# TYPE aftershock_queue gauge',
      'aftershock_queue{queue="a\\"b\\\\c\\nd"} 3',
      '',
    ])
  })
})
