// Command consumer uses the packed library in Go. The other languages say the same, each in its own way.
package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/jsii-runtime-go"
	payments "github.com/cdk-payment-platform/cdk-payment-platform-go/cdkpaymentplatform"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	describe(newReference(app))
	describe(newProduction(app))
	describe(newStaging(app))
	describe(newExisting(app))
	fmt.Printf("[parts]\n%s\n", *newParts(app).NatStrategy().ToString())
	payments.NewPaymentPlatformStack(app, jsii.String("ReadyTest"), &payments.PaymentPlatformStackProps{
		Profile: payments.PlatformProfile_TEST(),
	})
	payments.NewPaymentPlatformStack(app, jsii.String("ReadyProduction"), nil)
	app.Synth(nil)

	fmt.Println("[values]")
	if payments.NatStrategy_None().ServingZone(jsii.Number(0)) == nil {
		fmt.Println("no gateway")
	}
	for _, credentials := range []payments.MasterCredentials{payments.MasterCredentials_Managed(), payments.MasterCredentials_Generated()} {
		answer := "no"
		if *credentials.ManagedByRds() {
			answer = "yes"
		}
		fmt.Printf("managed by RDS: %s\n", answer)
	}
	fmt.Println(*payments.TaskSize_Of(jsii.Number(512), jsii.Number(1024)).ToString())

	fmt.Println("[errors]")
	printError(func() { payments.TaskSize_Of(jsii.Number(256), jsii.Number(513)) })
	printError(notUsable)
}

// describe prints what the library decided, read back through its properties.
func describe(platform payments.HighAvailabilityPaymentPlatform) {
	network, database := platform.Network(), platform.Database()
	service, monitoring := platform.Service(), platform.Monitoring()
	nat := network.NatStrategy()

	username := "the master user"
	if name := database.Access().Username(); name != nil {
		username = *name
	}
	var alarms, statements []string
	for _, alarm := range *monitoring.Alarms() {
		alarms = append(alarms, *alarm.Node().Id())
	}
	for _, statement := range *platform.Encryption().RequiredStatements() {
		statements = append(statements, *statement.Sid())
	}

	fmt.Printf("[%s]\n", *platform.EnvironmentSuffix())
	fmt.Printf("profile: %s, %s\n", *platform.Profile().Name(), *platform.Profile().ToString())
	fmt.Printf("zones: %d\n", len(*network.AvailabilityZones()))
	fmt.Printf("NAT: %s, %v gateways, zone 2 through %v\n",
		*nat.Name(), *nat.GatewayCount(jsii.Number(3)), *nat.ServingZone(jsii.Number(2)))
	fmt.Printf("engine: %s on %s, %v readers, port %v\n",
		*database.EngineVersion(), *database.InstanceType().ToString(), *database.Readers(), *database.Port())
	fmt.Printf("backups: %v days\n", *database.BackupRetention().ToDays(nil))
	fmt.Printf("database: %s as %s, settings by %s\n", *database.DatabaseName(), username, database.ConnectionSettings())
	fmt.Printf("variables: %s\n", strings.Join(slices.Sorted(maps.Keys(*database.Environment())), " "))
	fmt.Printf("SQL: %s\n", *database.ApplicationUserSql())
	fmt.Printf("tasks: %v to %v of %v/%v, port %v\n",
		*service.MinCapacity(), *service.MaxCapacity(), *service.TaskSize().Cpu(), *service.TaskSize().MemoryMiB(), *service.ContainerPort())
	fmt.Printf("health check: every %v seconds\n", *service.HealthCheckInterval().ToSeconds(nil))
	fmt.Printf("slow: %v ms\n", *monitoring.ResponseTimeThreshold().ToMilliseconds(nil))
	fmt.Printf("alarms: %s\n", strings.Join(alarms, " "))
	fmt.Printf("key statements: %s\n", strings.Join(statements, " "))
}

func notUsable() {
	payments.NewHighAvailabilityPaymentPlatform(awscdk.NewStack(nil, nil, nil), jsii.String("Platform"), &payments.HighAvailabilityPaymentPlatformProps{
		EnvironmentSuffix: jsii.String("Not Usable"),
		Network: &payments.PaymentNetworkOptions{
			Cidr:              jsii.String("10.0.0.0/8"),
			AvailabilityZones: jsii.Strings("eu-west-1a", "eu-west-1a"),
		},
		Database: &payments.PaymentDatabaseOptions{
			Readers:    jsii.Number(16),
			Parameters: &map[string]*string{},
		},
		Service: &payments.PaymentServiceOptions{
			Image:       awsecs.ContainerImage_FromRegistry(jsii.String("nginx:latest"), nil),
			MinCapacity: jsii.Number(6),
			MaxCapacity: jsii.Number(3),
		},
		Monitoring: &payments.PaymentMonitoringOptions{
			AlertEmail: jsii.String("nobody “at” example.com"),
		},
	})
}

// printError prints what the library says about settings that are not usable; in Go that is a panic.
func printError(attempt func()) {
	defer func() {
		if problem := recover(); problem != nil {
			fmt.Println(problem)
		}
	}()
	attempt()
	fmt.Println("no error")
}
