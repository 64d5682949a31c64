using System.Reflection;

namespace FlowLogStack.Records.Tests;

/// <summary>An argument that is null is an error with the name of the parameter, where it is given, rather than later.</summary>
public sealed class NullArgumentTests
{
    static readonly ActivityQuestion Question = ActivityQuestions.All[0];

    static readonly AthenaQuery Query = AthenaQueries.All[0];

    public static TheoryData<string> OfNetworks => [.. typeof(Detections).GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.GetParameters() is [{ ParameterType: var type }] && type == typeof(MonitoredNetwork)).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(OfNetworks))]
    public void A_detection_of_a_network_requires_the_network(string name)
    {
        var error = Assert.Throws<TargetInvocationException>(() => typeof(Detections).GetMethod(name)!.Invoke(null, [null]));
        Assert.Equal("network", Assert.IsType<ArgumentNullException>(error.InnerException).ParamName);
    }

    public static TheoryData<string, Action> Calls => new()
    {
        { "network", () => ScheduledAthenaQuery.For(null!) },
        { "target", () => ScheduledAthenaQuery.Daily[0].ToSql(null!) },
        { "target", () => Question.ToSql(null!) },
        { "target", () => Question.FitsTo(null!) },
        { "target", () => Query.ToSql(null!) },
        { "target", () => Query.FitsTo(null!) },
        { "target", () => ActivityQuestions.For(null!) },
        { "target", () => AthenaQueries.Offered(null!) },
        { "detection", () => AthenaQueries.Of(null!) },
        { "view", () => AthenaTarget.Of(null!) },
        { "target", () => _ = new HourlySummary(null!, "t") },
        { "text", () => OptOutTag.Parse(null!) },
        { "pattern", () => EventCondition.Matches("eventName", null!) },
        { "value", () => EventCondition.IsNot("eventName", null!) },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_requires_its_argument(string parameter, Action call) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentNullException>(call).ParamName);
}
