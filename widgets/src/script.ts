import { defineWidgets } from './define-widgets.ts';

// The script-tag build: everything in one file, nothing exported.
defineWidgets();
