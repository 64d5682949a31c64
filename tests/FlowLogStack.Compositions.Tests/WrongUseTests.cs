using System.Reflection;
using System.Runtime.CompilerServices;

namespace FlowLogStack.Compositions.Tests;

/// <summary>One property of a construct has a value that C# allows and a user of the library may pass by mistake, such as null or a token.</summary>
public sealed class WrongUseTests : CompositionTests
{
    // CDK's own errors, which have the value and the rule.
    static readonly string[] OfCdk = ["Invalid roleName", "Invalid S3 bucket name"];

    // What a construct draws or writes only together with other properties.
    static readonly string[] Unused =
    [
        "OverviewDashboard.DocumentationUrl=token", "TrafficMeasures.MetricNamespace=token", "TrafficMeasures.MetricNamePrefix=token",
        "FlowLogStream.Destination.Retry=token seconds", "FlowLogArchive.Layout.HiveServiceKey=token",
    ];

    [Fact]
    public void A_value_is_accepted_or_is_an_argument_error_without_the_text_of_a_token_and_a_token_that_is_accepted_is_in_the_template()
    {
        var wrong = WrongUse.Cases.Select(use => (use.Name, Problem: Problem(use.Name, use.Prepare))).Where(use => use.Problem is not null)
            .Select(use => $"{use.Name}: {use.Problem}").ToList();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Theory]
    [InlineData("FlowLogArchive.Tiers=null!", "'props.Tiers' of 'Net/Tested' is null. Set it, or leave it at its default.")]
    [InlineData("FlowLogArchive.Accounts=[null]", "'props.Accounts[0]' of 'Net/Tested' is null. Remove it from the list, or set a value.")]
    [InlineData("FlowLogArchive.Accounts=[empty]", "'props.Accounts[0]' of 'Net/Tested' is empty.")]
    [InlineData("FlowLogArchive.Accounts=token list", "'props.Accounts' of 'Net/Tested' is a list that is known only after deployment")]
    [InlineData("FlowLogArchive.Encryption=undefined", "'props.Encryption' of 'Net/Tested' is 999, which is not a value of ArchiveEncryption. Use ")]
    [InlineData("FlowLogArchive.ExpireAfter=token seconds",
        "'props.ExpireAfter' of 'Net/Tested' is known only after deployment, and CloudFormation converts no units. Use Duration.Days.")]
    [InlineData("FlowLogArchive.Layout.FileFormat=undefined", "'props.Layout.FileFormat' of 'Net/Tested' is 999")]
    [InlineData("ArchiveReader.Archive=null!", "'props.Archive' of 'Net/Tested' is null. Set it.")]
    [InlineData("OverviewDashboard.GigabytesPerDay=NaN", "'props.GigabytesPerDay' of 'Net/Tested' is NaN. Use a finite number.")]
    [InlineData("OverviewDashboard.GigabytesPerDay=token",
        "'props.GigabytesPerDay' of 'Net/Tested' is known only after deployment, but synthesis needs it. Set the number itself.")]
    [InlineData("FlowLogProcessor.Timeout=token seconds",
        "'props.Timeout' of 'Net/Tested' is known only after deployment, but synthesis needs it. Set the value itself.")]
    [InlineData("FlowLogProcessor.ReservedConcurrency=-1", "The function's reserved concurrency of -1 is not valid in Lambda. Use 0 or greater, or null")]
    [InlineData("TelemetryRule.LogGroupPattern=token", "'props.LogGroupPattern' of 'Net/Tested' is known only after deployment")]
    public void An_error_has_the_property_the_construct_the_value_and_the_fix(string use, string message)
    {
        var (stack, prepare) = (In("Net"), WrongUse.Cases.Single(one => one.Name == use).Prepare);
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(prepare(stack)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_construct_validates_its_properties_before_it_uses_them()
    {
        var (stack, nullability) = (In("Net"), new NullabilityInfoContext());
        var constructors = typeof(FlowLogArchive).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(global::Constructs.Construct)) && !type.IsAbstract)
            .SelectMany(type => type.GetConstructors())
            .Where(constructor => constructor.GetParameters() is [_, _, { Name: "props" } props] && props.ParameterType.GetProperties()
                .Any(property => property.SetMethod is { IsPublic: true } && !property.PropertyType.IsValueType
                    && nullability.Create(property).WriteState is NullabilityState.NotNull))
            .ToList();
        Assert.InRange(constructors.Count, 35, 100);
        Assert.All(constructors, constructor =>
        {
            // All properties are null or 0.
            var props = RuntimeHelpers.GetUninitializedObject(constructor.GetParameters()[2].ParameterType);
            var error = Assert.Throws<TargetInvocationException>(() => { constructor.Invoke([stack, constructor.DeclaringType!.Name, props]); });
            Assert.Matches($"^'props\\.[A-Za-z.]+' of 'Net/{constructor.DeclaringType!.Name}' is ", error.InnerException!.Message);
        });
    }

    [Fact]
    public void The_files_of_a_trail_have_no_range_of_days_if_their_age_is_known_only_after_deployment()
    {
        var stack = In("Net");
        var days = new CfnParameter(stack, "Days", new CfnParameterProps { Type = "Number" });
        var trail = new ActivityTrail(stack, "Trail", new ActivityTrailProps { ExpireAfter = Duration.Days(days.ValueAsNumber) });
        var kept = new ActivityTrail(stack, "Kept", new ActivityTrailProps { ExpireAfter = null });
        Assert.Equal(Range(kept), Range(trail));

        static string Range(ActivityTrail trail) => trail.ToProjection(PartitionValues.Of(Account), PartitionValues.Of(Region)).Parameters
            .Single(parameter => parameter.Key.EndsWith(".range", StringComparison.Ordinal)).Value;
    }

    static string? Problem(string name, Func<Stack, Action> prepare)
    {
        var app = Repository.NewApp();
        var stack = new Stack(app, "Net", new StackProps { Env = new Amazon.CDK.Environment { Account = Account, Region = Region } });
        var create = prepare(stack);
        try
        {
            create();
            // Only tokens need a synthesis to be seen.
            return !name.Contains("token", StringComparison.Ordinal) || Unused.Contains(name) ? null : Unresolved(SynthesizedApp.Of(app)["Net"].Text);
        }
        catch (Exception error) when (error is ArgumentException or FlowLogFormatException)
        {
            return error.Message.Contains("Token[", StringComparison.Ordinal) || error.Message.Contains("1.888", StringComparison.Ordinal)
                ? error.Message : null;
        }
        catch (Exception error) when (OfCdk.Any(error.Message.Contains))
        {
            return null;
        }
        catch (Exception error)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    static string? Unresolved(string template) => template.Contains("\"Given", StringComparison.Ordinal)
        && template.Split("\"Given").Length > 2 ? null : "the template does not refer to the parameter";
}
