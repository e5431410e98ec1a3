import { report } from './run';
import * as library from '../../lib';

Object.keys(library);
report();
