/**
 * The schema as a list of steps; step n makes version n + 1. A step that was released is never edited: add another.
 * Times are microseconds since the epoch, booleans 0 or 1, `*_json` JSON text.
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
    report_json TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX traces_started ON traces (started_at DESC, trace_id DESC);
  CREATE INDEX traces_created ON traces (created_at);
  CREATE INDEX traces_task ON traces (task_id, started_at DESC) WHERE task_id IS NOT NULL;
  CREATE INDEX traces_goal ON traces (goal_id, started_at DESC) WHERE goal_id IS NOT NULL;
  CREATE INDEX traces_conversation ON traces (conversation_id, started_at DESC) WHERE conversation_id IS NOT NULL;
  CREATE INDEX traces_outcome ON traces (outcome, started_at DESC);
  CREATE INDEX traces_root_cause ON traces (root_cause_agent, started_at DESC) WHERE root_cause_agent IS NOT NULL;

  CREATE TABLE spans (
    trace_id TEXT NOT NULL REFERENCES traces (trace_id) ON DELETE CASCADE,
    span_id TEXT NOT NULL,
    parent_span_id TEXT,
    name TEXT NOT NULL,
    node_type TEXT NOT NULL,
    agent TEXT,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    error TEXT,
    attributes_json TEXT NOT NULL,
    is_truncated INTEGER NOT NULL,
    PRIMARY KEY (trace_id, span_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE contributions (
    trace_id TEXT NOT NULL REFERENCES traces (trace_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    agent TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    subtask_id TEXT NOT NULL,
    is_root_cause INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    contribution_score REAL NOT NULL,
    blame_share REAL NOT NULL,
    credit_share REAL NOT NULL,
    failure_category TEXT,
    failure_attribution TEXT,
    tokens INTEGER NOT NULL,
    cost_usd REAL,
    duration_ms REAL NOT NULL,
    llm_calls INTEGER NOT NULL,
    tool_calls INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (trace_id, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX contributions_agent ON contributions (agent, started_at DESC);
  CREATE INDEX contributions_started ON contributions (started_at);
  CREATE INDEX contributions_created ON contributions (created_at);
  `,
  `
  CREATE TABLE executions (
    execution_id TEXT PRIMARY KEY,
    trace_id TEXT NOT NULL REFERENCES traces (trace_id) ON DELETE CASCADE,
    span_id TEXT NOT NULL,
    agent TEXT NOT NULL,
    method TEXT,
    conversation_id TEXT,
    status TEXT NOT NULL,
    stage TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    duration_ms REAL,
    llm_model TEXT,
    llm_calls INTEGER NOT NULL,
    llm_request_json TEXT,
    llm_response_json TEXT,
    llm_tokens INTEGER,
    llm_latency_ms REAL,
    response_valid INTEGER,
    response_quality REAL,
    response_errors_json TEXT NOT NULL,
    response_warnings_json TEXT NOT NULL,
    response_metrics_json TEXT,
    error_type TEXT,
    error_message TEXT,
    relevance_score REAL,
    relevance_reason TEXT,
    input TEXT,
    output TEXT,
    root_execution_id TEXT NOT NULL,
    parent_execution_id TEXT,
    depth INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    call_reason TEXT,
    logs_json TEXT NOT NULL,
    span_count INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX executions_trace ON executions (trace_id);
  CREATE INDEX executions_started ON executions (started_at DESC, execution_id DESC);
  CREATE INDEX executions_agent ON executions (agent, hour);
  CREATE INDEX executions_conversation ON executions (conversation_id, agent) WHERE conversation_id IS NOT NULL;
  CREATE INDEX executions_status ON executions (status, started_at DESC, execution_id DESC) WHERE status <> 'success';
  CREATE INDEX executions_duration ON executions (duration_ms DESC);
  CREATE INDEX executions_response ON executions (started_at DESC) WHERE response_valid IS NOT NULL;
  CREATE INDEX executions_quality ON executions (response_quality) WHERE response_quality IS NOT NULL;

  CREATE TABLE trace_documents (
    trace_id TEXT PRIMARY KEY REFERENCES traces (trace_id) ON DELETE CASCADE,
    span_count INTEGER NOT NULL,
    run_json TEXT NOT NULL,
    evidence_json TEXT NOT NULL
  ) STRICT;

  CREATE TABLE agent_hours (
    agent TEXT NOT NULL,
    hour INTEGER NOT NULL,
    hour_json TEXT NOT NULL,
    PRIMARY KEY (agent, hour)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX agent_hours_hour ON agent_hours (hour);

  CREATE TABLE known_directions (
    agent TEXT NOT NULL,
    metric TEXT NOT NULL,
    window TEXT NOT NULL,
    direction TEXT NOT NULL,
    PRIMARY KEY (agent, metric, window)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE inflections (
    id INTEGER PRIMARY KEY,
    agent TEXT NOT NULL,
    metric TEXT NOT NULL,
    window TEXT NOT NULL,
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
