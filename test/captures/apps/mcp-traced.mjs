/** An MCP client and server in one process, without an agent. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const server = new McpServer({ name: 'archive', version: '1.0.0' });
const inputSchema = { query: z.string() };
server.registerTool('search_archive', { description: 'Searches the archive', inputSchema }, async () =>
  process.env.ARCHIVE === 'offline'
    ? { isError: true, content: [{ type: 'text', text: 'the archive is offline' }] }
    : { content: [{ type: 'text', text: 'The bridge was opened in March 1932.' }] },
);
const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
const client = new Client({ name: 'archive-app', version: '1.0.0' });
await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
const result = await client.callTool({ name: 'search_archive', arguments: { query: 'bridge opened' } });
console.log(`${result.isError === true ? 'failed: ' : ''}${result.content[0].text}`);
await client.close();
