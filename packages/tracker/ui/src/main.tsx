import { render } from 'preact';
import { App } from './app.js';
import { followLinks } from './place.js';
import { applyTheme } from './theme.js';

applyTheme();
followLinks();
const root = document.getElementById('app');
if (root !== null) render(<App />, root);
