import { bellTests } from './queue-bells.ts';

bellTests('postgres');
