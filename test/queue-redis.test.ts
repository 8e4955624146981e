import { bellTests } from './queue-bells.ts';

bellTests('redis');
