import * as cdk from 'aws-cdk-lib';
import { report } from './run';

Object.keys(cdk);
report();
