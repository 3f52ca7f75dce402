/** An agent whose tool is that of an MCP server, which this file is too when it is started with `server`. */
import { fileURLToPath } from 'node:url';
import { Agent, MCPServerStdio, OpenAIProvider, Runner } from '@openai/agents';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const { MODEL_URL, ARCHIVE } = process.env;

const serve = async () => {
  const server = new McpServer({ name: 'archive', version: '1.0.0' });
  const inputSchema = { query: z.string() };
  server.registerTool('search_archive', { description: 'Searches the archive', inputSchema }, async () =>
    ARCHIVE === 'offline'
      ? { isError: true, content: [{ type: 'text', text: 'the archive is offline' }] }
      : { content: [{ type: 'text', text: 'The bridge was opened in March 1932.' }] },
  );
  await server.connect(new StdioServerTransport());
};

const ask = async () => {
  const archive = new MCPServerStdio({
    name: 'archive',
    command: process.execPath,
    args: [fileURLToPath(import.meta.url), 'server'],
    env: { ARCHIVE },
  });
  await archive.connect();
  const researcher = new Agent({
    name: 'researcher',
    instructions: 'Answer from the archive.',
    mcpServers: [archive],
  });
  const planner = new Agent({ name: 'planner', instructions: 'Hand over.', handoffs: [researcher] });
  const modelProvider = new OpenAIProvider({ apiKey: 'none', baseURL: `${MODEL_URL}/v1` });
  const runner = new Runner({ modelProvider, model: 'tiny-1' });
  try {
    const { finalOutput } = await runner.run(planner, 'When was the bridge opened?', { maxTurns: 3 });
    console.log(finalOutput);
  } catch (error) {
    console.log(`failed: ${error.message}`);
  } finally {
    await archive.close();
  }
};

await (process.argv[2] === 'server' ? serve() : ask());
