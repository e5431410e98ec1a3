package main

import (
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsrds"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsroute53"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awswafv2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	payments "github.com/cdk-payment-platform/cdk-payment-platform-go/cdkpaymentplatform"
)

const (
	certificateArn = "arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef"
	keyArn         = "arn:aws:kms:eu-west-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef"
	secretArn      = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:payments/db-AbCdEf"
	topicArn       = "arn:aws:sns:eu-west-1:111122223333:payments-oncall"
)

var (
	image       = "registry.example.com/payments@sha256:" + strings.Repeat("a", 64)
	environment = &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("eu-west-1")}
)

// openIncident opens an incident; a strategy that CDK calls back.
type openIncident struct{}

func (openIncident) Bind(constructs.Construct, awscloudwatch.IAlarm) *awscloudwatch.AlarmActionConfig {
	return &awscloudwatch.AlarmActionConfig{AlarmActionArn: jsii.String("arn:aws:ssm:eu-west-1:111122223333:opsitem:1")}
}

// newReference is the reference system, with an alarm of its own and an escape hatch.
func newReference(app awscdk.App) payments.HighAvailabilityPaymentPlatform {
	stack := awscdk.NewStack(app, jsii.String("Reference"), nil)
	platform := payments.NewHighAvailabilityPaymentPlatform(stack, jsii.String("Platform"), &payments.HighAvailabilityPaymentPlatformProps{
		EnvironmentSuffix: jsii.String("reference"),
		Profile:           payments.PlatformProfile_TEST(),
		Service: &payments.PaymentServiceOptions{
			Image: awsecs.ContainerImage_FromRegistry(jsii.String("nginx:latest"), nil),
			Environment: &map[string]*string{
				"FEATURE_REFUNDS": jsii.String("on"),
				"LOG_LEVEL":       jsii.String("info"),
			},
		},
		Monitoring: &payments.PaymentMonitoringOptions{
			AlertEmail:  jsii.String("payments-oncall@example.com"),
			PageActions: &[]awscloudwatch.IAlarmAction{&openIncident{}},
		},
	})

	platform.Monitoring().AddAlarm(&payments.PaymentAlarm{
		Key:        jsii.String("little-memory"),
		Meaning:    jsii.String("The database has less than 256 MiB of memory left."),
		RunbookUrl: jsii.String("https://wiki.example.com/payments/little-memory"),
		Metric: platform.Database().Cluster().MetricFreeableMemory(&awscloudwatch.MetricOptions{
			Period:    awscdk.Duration_Minutes(jsii.Number(1)),
			Statistic: jsii.String("Minimum"),
		}),
		ComparisonOperator: awscloudwatch.ComparisonOperator_LESS_THAN_THRESHOLD,
		Threshold:          jsii.Number(256 * 1024 * 1024),
		EvaluationPeriods:  jsii.Number(3),
	})

	cluster := platform.Database().Cluster().Node().DefaultChild().(awsrds.CfnDBCluster)
	cluster.AddPropertyOverride(jsii.String("PreferredMaintenanceWindow"), "sun:03:00-sun:04:00")
	return platform
}

// newProduction is the default profile, with a choice of every kind.
func newProduction(app awscdk.App) payments.HighAvailabilityPaymentPlatform {
	stack := awscdk.NewStack(app, jsii.String("Production"), &awscdk.StackProps{Env: environment})
	partner := awssecretsmanager.Secret_FromSecretNameV2(stack, jsii.String("PartnerSecret"), jsii.String("payments/partner"))
	return payments.NewHighAvailabilityPaymentPlatform(stack, jsii.String("Platform"), &payments.HighAvailabilityPaymentPlatformProps{
		EnvironmentSuffix: jsii.String("production"),
		Teardown:          payments.Teardown_PROTECTED,
		Network: &payments.PaymentNetworkOptions{
			Cidr:              jsii.String("10.40.0.0/16"),
			AvailabilityZones: jsii.Strings("eu-west-1a", "eu-west-1b", "eu-west-1c"),
			NatStrategy:       payments.NatStrategy_PerZone(),
			LogRetention:      awslogs.RetentionDays_TWO_YEARS,
		},
		Database: &payments.PaymentDatabaseOptions{
			InstanceType:          awsec2.InstanceType_Of(awsec2.InstanceClass_R6G, awsec2.InstanceSize_XLARGE),
			Readers:               jsii.Number(3),
			Access:                payments.DatabaseAccess_Iam(jsii.String("ledger")),
			CreateApplicationUser: jsii.Bool(true),
			ConnectionSettings:    payments.ConnectionSettings_ENVIRONMENT,
			MasterCredentials:     payments.MasterCredentials_Generated(),
			BackupRetention:       awscdk.Duration_Days(jsii.Number(30)),
			Parameters: &map[string]*string{
				"log_statement": jsii.String("ddl"),
				"rds.force_ssl": jsii.String("1"),
			},
		},
		Service: &payments.PaymentServiceOptions{
			Image:               awsecs.ContainerImage_FromRegistry(jsii.String(image), nil),
			Certificate:         awscertificatemanager.Certificate_FromCertificateArn(stack, jsii.String("Certificate"), jsii.String(certificateArn)),
			TargetProtocol:      awselasticloadbalancingv2.ApplicationProtocol_HTTPS,
			IngressCidrs:        jsii.Strings("192.0.2.0/24", "198.51.100.0/24"),
			TaskSize:            payments.TaskSize_Of(jsii.Number(1024), jsii.Number(2048)),
			HealthCheckInterval: awscdk.Duration_Seconds(jsii.Number(10)),
			Environment: &map[string]*string{
				"FEATURE_REFUNDS": jsii.String("on"),
				"LOG_LEVEL":       jsii.String("warning"),
			},
			Secrets: &map[string]awsecs.Secret{
				"PARTNER_KEY":  awsecs.Secret_FromSecretsManager(partner, jsii.String("key")),
				"PARTNER_USER": awsecs.Secret_FromSecretsManager(partner, jsii.String("user")),
			},
		},
		Monitoring: &payments.PaymentMonitoringOptions{
			AlertEmail:            jsii.String("payments-oncall@example.com"),
			ResponseTimeThreshold: awscdk.Duration_Millis(jsii.Number(500)),
		},
	})
}

// newStaging has a profile of its own, a database that scales, and a service that works in the background.
func newStaging(app awscdk.App) payments.HighAvailabilityPaymentPlatform {
	profile := payments.PlatformProfile_Custom(jsii.String("STAGING"), payments.PlatformProfile_PRODUCTION(), &payments.PlatformProfileOverrides{
		Teardown:      payments.Teardown_DISPOSABLE,
		PhysicalNames: payments.PhysicalNames_FIXED,
		Network:       &payments.PaymentNetworkOptions{NatStrategy: payments.NatStrategy_Single()},
		Database: &payments.PaymentDatabaseOptions{
			Readers: jsii.Number(1),
			Access:  payments.DatabaseAccess_MasterPassword(),
		},
		Service: &payments.PaymentServiceOptions{
			RequireTls:  jsii.Bool(false),
			Firewall:    jsii.Bool(false),
			AccessLogs:  jsii.Bool(false),
			MinCapacity: jsii.Number(3),
			MaxCapacity: jsii.Number(3),
		},
		Monitoring: &payments.PaymentMonitoringOptions{AlertEmail: jsii.String("payments-staging@example.com")},
	})
	stack := awscdk.NewStack(app, jsii.String("Staging"), &awscdk.StackProps{Env: environment})
	platform := payments.NewHighAvailabilityPaymentPlatform(stack, jsii.String("Platform"), &payments.HighAvailabilityPaymentPlatformProps{
		EnvironmentSuffix: jsii.String("staging"),
		Profile:           profile,
		Database: &payments.PaymentDatabaseOptions{
			ServerlessCapacity: payments.ServerlessCapacity_Between(jsii.Number(0.5), jsii.Number(8)),
		},
		Service: &payments.PaymentServiceOptions{Image: awsecs.ContainerImage_FromRegistry(jsii.String(image), nil)},
	})
	platform.AddService(jsii.String("settlement"), &payments.PaymentWorkerOptions{
		Image:       awsecs.ContainerImage_FromRegistry(jsii.String(image), nil),
		Command:     jsii.Strings("settle", "--daily"),
		MinCapacity: jsii.Number(3),
		Environment: &map[string]*string{"BATCH_SIZE": jsii.String("500")},
	})
	return platform
}

// newParts uses the parts without the platform, with a key of one's own.
func newParts(app awscdk.App) payments.PaymentNetwork {
	stack := awscdk.NewStack(app, jsii.String("Parts"), nil)
	suffix, profile := jsii.String("parts"), payments.PlatformProfile_TEST()
	key := awskms.NewKey(stack, jsii.String("Key"), &awskms.KeyProps{
		EnableKeyRotation: jsii.Bool(true),
		RemovalPolicy:     awscdk.RemovalPolicy_DESTROY,
	})

	network := payments.NewPaymentNetwork(stack, jsii.String("Network"), &payments.PaymentNetworkProps{
		EnvironmentSuffix: suffix,
		Profile:           profile,
		EncryptionKey:     key,
		Cidr:              jsii.String("10.20.0.0/16"),
		NatStrategy:       payments.NatStrategy_PerZone(),
	})
	database := payments.NewPaymentDatabase(stack, jsii.String("Database"), &payments.PaymentDatabaseProps{
		EnvironmentSuffix: suffix,
		Profile:           profile,
		EncryptionKey:     key,
		Vpc:               network.Vpc(),
		DatabaseName:      jsii.String("ledger"),
	})
	service := payments.NewPaymentService(stack, jsii.String("Service"), &payments.PaymentServiceProps{
		EnvironmentSuffix: suffix,
		Profile:           profile,
		EncryptionKey:     key,
		Vpc:               network.Vpc(),
		Image:             awsecs.ContainerImage_FromRegistry(jsii.String("nginx:latest"), nil),
		Environment: &map[string]*string{
			"PGHOST": (*database.Environment())["PGHOST"],
			"PGPORT": (*database.Environment())["PGPORT"],
		},
	})
	service.Connections().AllowToDefaultPort(database, jsii.String("Tasks to database"))
	database.GrantConnect(service.TaskRole(), jsii.String("ledger"))
	payments.NewPaymentMonitoring(stack, jsii.String("Monitoring"), &payments.PaymentMonitoringProps{
		EnvironmentSuffix: suffix,
		Profile:           profile,
		EncryptionKey:     key,
		AlertEmail:        jsii.String("payments-oncall@example.com"),
		DatabaseCluster:   database.Cluster(),
		Service:           service.FargateService(),
		TaskCount:         service.MinCapacity(),
		TargetGroup:       service.TargetGroup(),
	})

	parameters := payments.NewPaymentParameters(stack, jsii.String("Parameters"), &payments.PaymentParametersProps{EnvironmentSuffix: suffix})
	parameters.Publish(jsii.String("vpc-id"), network.Vpc().VpcId())
	return network
}

// newExisting is a platform in what is there already: VPC, cluster, zone, bucket, firewall, secret, key and topic.
func newExisting(app awscdk.App) payments.HighAvailabilityPaymentPlatform {
	stack := awscdk.NewStack(app, jsii.String("Existing"), &awscdk.StackProps{Env: environment})
	vpc := awsec2.Vpc_FromVpcAttributes(stack, jsii.String("Vpc"), &awsec2.VpcAttributes{
		VpcId:             jsii.String("vpc-0123456789abcdef0"),
		AvailabilityZones: jsii.Strings("eu-west-1a", "eu-west-1b", "eu-west-1c"),
		PublicSubnetIds:   jsii.Strings("subnet-0123456789abcdef0", "subnet-0123456789abcdef1", "subnet-0123456789abcdef2"),
		PrivateSubnetIds:  jsii.Strings("subnet-0123456789abcdef3", "subnet-0123456789abcdef4", "subnet-0123456789abcdef5"),
	})
	platform := payments.NewHighAvailabilityPaymentPlatform(stack, jsii.String("Platform"), &payments.HighAvailabilityPaymentPlatformProps{
		EnvironmentSuffix: jsii.String("existing"),
		EncryptionKey:     awskms.Key_FromKeyArn(stack, jsii.String("Key"), jsii.String(keyArn)),
		Network:           &payments.PaymentNetworkOptions{Vpc: vpc},
		Database: &payments.PaymentDatabaseOptions{
			MasterCredentials: payments.MasterCredentials_FromSecret(
				awssecretsmanager.Secret_FromSecretCompleteArn(stack, jsii.String("Secret"), jsii.String(secretArn)),
			),
		},
		Service: &payments.PaymentServiceOptions{
			Image: awsecs.ContainerImage_FromRegistry(jsii.String(image), nil),
			Cluster: awsecs.Cluster_FromClusterAttributes(stack, jsii.String("Cluster"), &awsecs.ClusterAttributes{
				ClusterName: jsii.String("shared"),
				Vpc:         vpc,
			}),
			DomainName: jsii.String("pay.example.com"),
			HostedZone: awsroute53.HostedZone_FromHostedZoneAttributes(stack, jsii.String("Zone"), &awsroute53.HostedZoneAttributes{
				HostedZoneId: jsii.String("Z0123456789ABCDEFGHIJ"),
				ZoneName:     jsii.String("example.com"),
			}),
			AccessLogsBucket: awss3.Bucket_FromBucketName(stack, jsii.String("AccessLogs"), jsii.String("example-access-logs")),
			WebAclArn: awswafv2.NewCfnWebACL(stack, jsii.String("WebAcl"), &awswafv2.CfnWebACLProps{
				Scope:         jsii.String("REGIONAL"),
				DefaultAction: &awswafv2.CfnWebACL_DefaultActionProperty{Allow: &awswafv2.CfnWebACL_AllowActionProperty{}},
				VisibilityConfig: &awswafv2.CfnWebACL_VisibilityConfigProperty{
					MetricName:               jsii.String("payments"),
					CloudWatchMetricsEnabled: jsii.Bool(true),
					SampledRequestsEnabled:   jsii.Bool(false),
				},
			}).AttrArn(),
		},
		Monitoring: &payments.PaymentMonitoringOptions{
			Topic: awssns.Topic_FromTopicArn(stack, jsii.String("Topic"), jsii.String(topicArn)),
		},
	})
	payments.NewPaymentEncryption(stack, jsii.String("OtherKey"), &payments.PaymentEncryptionProps{
		EnvironmentSuffix: jsii.String("other"),
		Teardown:          payments.Teardown_DISPOSABLE,
	})
	return platform
}
