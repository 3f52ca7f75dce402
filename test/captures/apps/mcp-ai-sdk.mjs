/** An agent of the AI SDK whose tool is that of an MCP server, which this file is too when started with `server`. */
import { fileURLToPath } from 'node:url';
import { experimental_createMCPClient } from '@ai-sdk/mcp';
import { createOpenAI } from '@ai-sdk/openai';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { generateText, stepCountIs } from 'ai';
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
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [fileURLToPath(import.meta.url), 'server'],
    env: { ARCHIVE },
  });
  const archive = await experimental_createMCPClient({ transport });
  const { text } = await generateText({
    model: createOpenAI({ apiKey: 'none', baseURL: `${MODEL_URL}/v1` }).chat('tiny-1'),
    prompt: 'When was the bridge opened?',
    tools: await archive.tools(),
    stopWhen: stepCountIs(2),
    experimental_telemetry: { isEnabled: true, functionId: 'researcher' },
  });
  console.log(text === '' ? 'failed: no answer' : text);
  await archive.close();
};

await (process.argv[2] === 'server' ? serve() : ask());
