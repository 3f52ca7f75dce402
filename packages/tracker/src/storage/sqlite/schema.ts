/**
 * The schema as a list of steps; step n makes version n + 1. A step that was released is never edited: add another.
 * Times are microseconds since the epoch, booleans 0 or 1, `*_json` JSON text; blobs are packed texts.
 *
 * What a page lists has an index in the order of the list; what it sums up is summed up already, by agent and hour or
 * day. What is read of one run only is packed into its document.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE traces (
    trace_id TEXT PRIMARY KEY,
    task_id TEXT,
    goal_id TEXT,
    conversation_id TEXT,
    name TEXT NOT NULL,
    service_name TEXT,
    revision INTEGER NOT NULL,
    completion TEXT NOT NULL,
    outcome TEXT NOT NULL,
    verdict TEXT NOT NULL,
    status TEXT NOT NULL,
    task_status TEXT NOT NULL,
    root_cause_agent TEXT,
    root_cause_span_id TEXT,
    root_cause_category TEXT,
    root_cause_class TEXT,
    root_cause_node_type TEXT,
    confidence REAL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    duration_ms REAL NOT NULL,
    total_tokens INTEGER NOT NULL,
    cost_usd REAL,
    span_count INTEGER NOT NULL,
    error_count INTEGER NOT NULL,
    agents_json TEXT NOT NULL,
    summary TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX traces_started ON traces
    (started_at DESC, trace_id DESC, outcome, verdict, status, root_cause_category, root_cause_node_type);
  CREATE INDEX traces_trouble ON traces
    (outcome, started_at DESC, trace_id DESC, verdict, status, root_cause_category, root_cause_node_type)
    WHERE outcome <> 'success';
  CREATE INDEX traces_category ON traces (root_cause_category, started_at DESC, trace_id DESC)
    WHERE root_cause_category IS NOT NULL;
  CREATE INDEX traces_created ON traces (created_at);
  CREATE INDEX traces_task ON traces (task_id, started_at DESC, trace_id DESC) WHERE task_id IS NOT NULL;
  CREATE INDEX traces_goal ON traces (goal_id, started_at DESC, trace_id DESC, outcome) WHERE goal_id IS NOT NULL;
  CREATE INDEX traces_conversation ON traces (conversation_id, started_at DESC, trace_id DESC)
    WHERE conversation_id IS NOT NULL;

  CREATE TABLE trace_documents (
    trace_id TEXT PRIMARY KEY,
    span_count INTEGER NOT NULL,
    report BLOB NOT NULL,
    run BLOB NOT NULL,
    evidence BLOB NOT NULL,
    spans BLOB NOT NULL
  ) STRICT;

  CREATE TABLE run_agents (
    agent TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    trace_id TEXT NOT NULL,
    ended_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    verdict TEXT NOT NULL,
    status TEXT NOT NULL,
    root_cause_category TEXT,
    root_cause_node_type TEXT,
    succeeded INTEGER NOT NULL,
    is_root_cause INTEGER NOT NULL,
    contribution_score REAL NOT NULL,
    blame_share REAL NOT NULL,
    credit_share REAL NOT NULL,
    tokens INTEGER NOT NULL,
    cost_usd REAL,
    duration_ms REAL NOT NULL,
    errors INTEGER NOT NULL,
    PRIMARY KEY (agent, started_at, trace_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX run_agents_trouble ON run_agents
    (agent, outcome, started_at, trace_id, verdict, status, root_cause_category, root_cause_node_type)
    WHERE outcome <> 'success';

  CREATE TABLE executions (
    execution_id TEXT PRIMARY KEY,
    trace_id TEXT NOT NULL,
    agent TEXT NOT NULL,
    conversation_id TEXT,
    status TEXT NOT NULL,
    trouble TEXT,
    stage TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    duration_ms REAL,
    llm_calls INTEGER NOT NULL,
    response_valid INTEGER,
    response_quality REAL,
    span_count INTEGER NOT NULL,
    detail BLOB NOT NULL
  ) STRICT;
  CREATE INDEX executions_trace ON executions (trace_id);
  CREATE INDEX executions_started ON executions (started_at, execution_id);
  CREATE INDEX executions_agent ON executions (agent, started_at, execution_id);
  CREATE INDEX executions_slow ON executions (agent, hour, duration_ms);
  CREATE INDEX executions_quality ON executions (agent, hour, response_quality) WHERE response_quality IS NOT NULL;
  CREATE INDEX executions_conversation ON executions (conversation_id, agent, started_at, execution_id)
    WHERE conversation_id IS NOT NULL;
  CREATE INDEX executions_trouble ON executions (trouble, started_at, execution_id, status, agent)
    WHERE trouble IS NOT NULL;
  CREATE INDEX executions_invalid ON executions (started_at, execution_id, agent) WHERE response_valid = 0;

  CREATE TABLE agent_periods (
    agent TEXT NOT NULL,
    hours INTEGER NOT NULL,
    start INTEGER NOT NULL,
    tallies BLOB NOT NULL,
    PRIMARY KEY (agent, hours, start)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX agent_periods_start ON agent_periods (hours, start, agent);

  CREATE TABLE store_totals (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE known_directions (
    agent TEXT NOT NULL,
    metric TEXT NOT NULL,
    window_size TEXT NOT NULL,
    direction TEXT NOT NULL,
    PRIMARY KEY (agent, metric, window_size)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE inflections (
    id INTEGER PRIMARY KEY,
    agent TEXT NOT NULL,
    metric TEXT NOT NULL,
    window_size TEXT NOT NULL,
    old_direction TEXT NOT NULL,
    new_direction TEXT NOT NULL,
    slope REAL NOT NULL,
    detected_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX inflections_agent ON inflections (agent, detected_at DESC);

  CREATE TABLE task_states (
    task_id TEXT PRIMARY KEY,
    trace_id TEXT NOT NULL,
    status TEXT NOT NULL,
    close_reason TEXT,
    closed_at INTEGER,
    updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE task_events (
    id INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    trace_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    body_json TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX task_events_task ON task_events (task_id, id DESC);
  `,
];
