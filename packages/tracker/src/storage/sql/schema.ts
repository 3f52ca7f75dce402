/** How a database writes the types of the schema. */
export interface SchemaWords {
  readonly text: string;
  readonly integer: string;
  readonly real: string;
  readonly bytes: string;
  /** A number that the database counts up. */
  readonly id: string;
  /** What follows a table; `clustered` is kept in the order of its key where the database can. */
  readonly table: string;
  readonly clustered: string;
}

/**
 * The schema as a list of steps; step n makes version n + 1. A step that was released is never edited: add another.
 * Times are microseconds since the epoch, booleans 0 or 1, `*_json` JSON text; bytes are packed texts.
 *
 * What a page lists has an index in the order of the list; what it sums up is summed up already, by agent and hour or
 * day. What is read of one run only is packed into its document.
 */
export const migrations = ({
  text,
  integer,
  real,
  bytes,
  id,
  table,
  clustered,
}: SchemaWords): readonly string[] => [
  `
  CREATE TABLE traces (
    trace_id ${text} PRIMARY KEY,
    task_id ${text},
    goal_id ${text},
    conversation_id ${text},
    name ${text} NOT NULL,
    service_name ${text},
    revision ${integer} NOT NULL,
    completion ${text} NOT NULL,
    outcome ${text} NOT NULL,
    verdict ${text} NOT NULL,
    status ${text} NOT NULL,
    task_status ${text} NOT NULL,
    root_cause_agent ${text},
    root_cause_span_id ${text},
    root_cause_category ${text},
    root_cause_class ${text},
    root_cause_node_type ${text},
    confidence ${real},
    started_at ${integer} NOT NULL,
    ended_at ${integer} NOT NULL,
    duration_ms ${real} NOT NULL,
    total_tokens ${integer} NOT NULL,
    cost_usd ${real},
    span_count ${integer} NOT NULL,
    error_count ${integer} NOT NULL,
    agents_json ${text} NOT NULL,
    summary ${text} NOT NULL,
    created_at ${integer} NOT NULL,
    updated_at ${integer} NOT NULL
  )${clustered};
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
    trace_id ${text} PRIMARY KEY,
    span_count ${integer} NOT NULL,
    report ${bytes} NOT NULL,
    run ${bytes} NOT NULL,
    evidence ${bytes} NOT NULL,
    spans ${bytes} NOT NULL
  )${table};

  CREATE TABLE past_revisions (
    trace_id ${text} NOT NULL,
    revision ${integer} NOT NULL,
    completion ${text} NOT NULL,
    outcome ${text} NOT NULL,
    verdict ${text} NOT NULL,
    summary ${text} NOT NULL,
    kept_at ${integer} NOT NULL,
    PRIMARY KEY (trace_id, revision)
  )${clustered};

  CREATE TABLE run_agents (
    agent ${text} NOT NULL,
    started_at ${integer} NOT NULL,
    trace_id ${text} NOT NULL,
    ended_at ${integer} NOT NULL,
    outcome ${text} NOT NULL,
    verdict ${text} NOT NULL,
    status ${text} NOT NULL,
    root_cause_category ${text},
    root_cause_node_type ${text},
    succeeded ${integer} NOT NULL,
    is_root_cause ${integer} NOT NULL,
    contribution_score ${real} NOT NULL,
    blame_share ${real} NOT NULL,
    credit_share ${real} NOT NULL,
    tokens ${integer} NOT NULL,
    cost_usd ${real},
    duration_ms ${real} NOT NULL,
    errors ${integer} NOT NULL,
    PRIMARY KEY (agent, started_at, trace_id)
  )${clustered};
  CREATE INDEX run_agents_trouble ON run_agents
    (agent, outcome, started_at, trace_id, verdict, status, root_cause_category, root_cause_node_type)
    WHERE outcome <> 'success';
  CREATE INDEX run_agents_category ON run_agents (agent, root_cause_category, started_at, trace_id)
    WHERE root_cause_category IS NOT NULL;

  CREATE TABLE executions (
    execution_id ${text} PRIMARY KEY,
    trace_id ${text} NOT NULL,
    agent ${text} NOT NULL,
    conversation_id ${text},
    status ${text} NOT NULL,
    trouble ${text},
    stage ${text} NOT NULL,
    started_at ${integer} NOT NULL,
    hour ${integer} NOT NULL,
    duration_ms ${real},
    llm_calls ${integer} NOT NULL,
    response_valid ${integer},
    response_quality ${real},
    span_count ${integer} NOT NULL,
    detail ${bytes} NOT NULL
  )${table};
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
    agent ${text} NOT NULL,
    hours ${integer} NOT NULL,
    start ${integer} NOT NULL,
    tallies ${bytes} NOT NULL,
    PRIMARY KEY (agent, hours, start)
  )${clustered};
  CREATE INDEX agent_periods_start ON agent_periods (hours, start, agent);

  CREATE TABLE store_totals (
    name ${text} PRIMARY KEY,
    value ${integer} NOT NULL
  )${clustered};

  CREATE TABLE known_directions (
    agent ${text} NOT NULL,
    metric ${text} NOT NULL,
    window_size ${text} NOT NULL,
    direction ${text} NOT NULL,
    PRIMARY KEY (agent, metric, window_size)
  )${clustered};
  CREATE TABLE inflections (
    id ${id},
    agent ${text} NOT NULL,
    metric ${text} NOT NULL,
    window_size ${text} NOT NULL,
    old_direction ${text} NOT NULL,
    new_direction ${text} NOT NULL,
    slope ${real} NOT NULL,
    detected_at ${integer} NOT NULL
  )${table};
  CREATE INDEX inflections_agent ON inflections (agent, detected_at DESC);

  CREATE TABLE task_states (
    task_id ${text} PRIMARY KEY,
    trace_id ${text} NOT NULL,
    status ${text} NOT NULL,
    close_reason ${text},
    closed_at ${integer},
    updated_at ${integer} NOT NULL
  )${table};
  CREATE TABLE task_events (
    id ${id},
    task_id ${text} NOT NULL,
    trace_id ${text} NOT NULL,
    kind ${text} NOT NULL,
    value ${text} NOT NULL,
    body_json ${text} NOT NULL,
    recorded_at ${integer} NOT NULL
  )${table};
  CREATE INDEX task_events_task ON task_events (task_id, id DESC);
  `,
];
