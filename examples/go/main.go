// Command payments is a payment platform for production.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/jsii-runtime-go"
	payments "github.com/cdk-payment-platform/cdk-payment-platform-go/cdkpaymentplatform"
)

const (
	image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/payments" +
		"@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	certificateArn = "arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Payments"), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("eu-west-1")},
	})

	platform := payments.NewHighAvailabilityPaymentPlatform(stack, jsii.String("Platform"), &payments.HighAvailabilityPaymentPlatformProps{
		EnvironmentSuffix: jsii.String("prod"),
		Service: &payments.PaymentServiceOptions{
			Image:       awsecs.ContainerImage_FromRegistry(jsii.String(image), nil),
			Certificate: awscertificatemanager.Certificate_FromCertificateArn(stack, jsii.String("Certificate"), jsii.String(certificateArn)),
		},
		Monitoring: &payments.PaymentMonitoringOptions{AlertEmail: jsii.String("payments-oncall@example.com")},
	})
	awscdk.NewCfnOutput(stack, jsii.String("LoadBalancer"), &awscdk.CfnOutputProps{
		Value: platform.Service().LoadBalancer().LoadBalancerDnsName(),
	})

	app.Synth(nil)
}
