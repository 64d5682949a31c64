using Amazon.CDK.AWS.SecretsManager;
using FlowLogStack.Process;

// All tests share one JavaScript process, and parallel synthesis corrupts it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace FlowLogStack.Compositions.Tests;

/// <summary>Base class of composition tests: an app, stacks with and without an environment, and monitoring of one VPC.</summary>
public abstract class CompositionTests
{
    protected const string VpcId = "vpc-0a1b2c3d4e5f67890";
    protected const string OtherVpcId = "vpc-0fffffffffffffff1";
    protected const string Account = "111122223333";
    protected const string OtherAccount = "444455556666";
    protected const string Region = "eu-west-1";
    protected const string KeyArn = $"arn:aws:kms:{Region}:{Account}:key/11111111-2222-3333-4444-555555555555";

    protected App App { get; } = Repository.NewApp();

    /// <summary>Properties for monitoring of one existing VPC.</summary>
    protected static FlowLogMonitoringProps OneVpc => new() { Sources = [CaptureSource.FromId(VpcId)] };

    /// <summary>Returns a stack without an environment.</summary>
    protected Stack Anywhere(string name) => new(App, name);

    /// <summary>Returns a stack of a known account and Region.</summary>
    protected Stack In(string name, string account = Account, string region = Region) =>
        new(App, name, new StackProps { Env = new Amazon.CDK.Environment { Account = account, Region = region } });

    /// <summary>Returns a processor that posts to an endpoint.</summary>
    protected static FlowLogProcessor Forwarder(Stack stack, string id = "Forwarder") =>
        new(stack, id, new FlowLogProcessorProps { Endpoint = new EndpointOutput { Secret = Secret.FromSecretNameV2(stack, id + "Endpoint", "x/y") } });

    /// <summary>Synthesizes the app and asserts that all its records are delivered.</summary>
    protected SynthesizedApp Delivers()
    {
        var app = SynthesizedApp.Of(App);
        DeliveryProof.AssertHolds(app);
        return app;
    }
}
