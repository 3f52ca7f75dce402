/**
 * What a person reads who gave no token when the browser asked. It brings all it needs: whoever sees it may load nothing
 * else.
 */
export const TOKEN_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>A token is needed · Agent Attribution</title>
  </head>
  <body>
    <main>
      <h1>This tracker asks for a token</h1>
      <p>Load the page again. When the browser asks, give a token that may read as the password; any user name will do.</p>
      <p><a href="">Load the page again</a></p>
    </main>
  </body>
</html>
`;
