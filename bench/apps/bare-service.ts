// The price of a bare start: one load-balanced service, as aws-cdk offers it.
import { Stack } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancedFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import { run } from './run';

run((app, id) => {
  new ApplicationLoadBalancedFargateService(new Stack(app, id), 'Service', {
    taskImageOptions: { image: ContainerImage.fromRegistry('nginx:latest') },
  });
});
