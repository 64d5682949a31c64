using System.Globalization;
using System.Net;

namespace FlowLogStack.Athena.Tests;

/// <summary>The expected rows of each query of activity, computed from the generated values.</summary>
static class ActivityAnswers
{
    static readonly string[] PolicyCalls = ["PutUserPolicy", "AttachRolePolicy", "UpdateAssumeRolePolicy"];
    static readonly string[] GroupCalls = ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "ModifySecurityGroupRules", "CreateSecurityGroup"];
    static readonly string[] Exposures = ["PutBucketPolicy", "DeleteBucketPublicAccessBlock", "PutBucketAcl"];
    static readonly string[] Switches = ["StopLogging", "UpdateTrail", "DeleteLogGroup", "DeleteFlowLogs"];

    /// <summary>Returns the rows of a query.</summary>
    /// <param name="id">Id of the query.</param>
    /// <param name="activity">The generated values.</param>
    /// <param name="kind">Value by which calls that read are apart from calls that change. Default: null, <c>read</c> or <c>change</c>.</param>
    /// <param name="most">Largest number of rows. Default: 100, as in SQL.</param>
    public static Answer Of(string id, SampleActivity activity, Func<SampleCall, string>? kind = null, int most = 100)
    {
        kind ??= call => call.Kind;
        var calls = activity.Calls.Where(call => call.At >= SampleActivity.Now.AddDays(-1)).ToList();
        var week = activity.Requests.Where(request => request.At >= SampleActivity.Now.AddDays(-7)).ToList();
        var requests = week.Where(request => request.At >= SampleActivity.Now.AddDays(-1)).ToList();
        IEnumerable<SampleCall> From(string source) => calls.Where(call => call.Source == source + ".amazonaws.com");
        Answer List(IEnumerable<SampleCall> found, Func<SampleCall, object?[]> columns) =>
            new Answer(found.OrderByDescending(call => call.At).ThenBy(call => call.Id, StringComparer.Ordinal)
                .Select(call => (object?[])[call.Time, call.Who, call.Address, .. columns(call)])).First(most);
        return id switch
        {
            "CallsByService" => Answer.Grouped(calls, call => [call.Source, kind(call)], Count, Failed).Sorted(~2, 0, 1).First(most),
            "IamByUser" => Answer.Grouped(From("iam"), call => [call.Who, kind(call)], Count, Failed, Last).Sorted(~2, 0, 1).First(most),
            "IamByAction" => Answer.Grouped(From("iam"), call => [call.Name, kind(call)], Count, Callers, Failed).Sorted(~2, 0, 1).First(most),
            "DeniedCalls" => Answer.Grouped(calls.Where(call => call.Error is "AccessDenied" or "Client.UnauthorizedOperation"), call =>
                [call.Who, call.Source, call.Name, call.Error], Count, Last)
                .Sorted(~4, 0, 1, 2, 3).First(most),
            "RootUse" => List(calls.Where(call => call is { Type: "Root", InvokedBy: null, EventType: not "AwsServiceEvent" }), call =>
                [call.Name, call.Source, kind(call), call.Error]),
            "SignInsWithoutMfa" => List(calls.Where(call => call.Name == "ConsoleLogin" && call.Type is "IAMUser" or "Root" && call.Name == "ConsoleLogin"
                && (string?)call.More!["MFAUsed"] == "No" && call.Text("response.ConsoleLogin") == "Success"), call => [call.Type, call.Region]),
            "FailedSignIns" => Answer.Grouped(calls.Where(call => call.Message is not null), call => [call.Address], Count, Callers, Last)
                .Sorted(~1, 0).First(most),
            "AccessKeysMade" => List(calls.Where(call => call.Name == "CreateAccessKey"), call =>
                [call.Text("userName"), call.Text("response.accessKey.accessKeyId"), call.Error]),
            "PoliciesChanged" => List(calls.Where(call => PolicyCalls.Contains(call.Name)), call =>
                [call.Name, call.Text("userName") ?? call.Text("roleName"), call.Error]),
            "SecurityGroupChanges" => List(calls.Where(call => GroupCalls.Contains(call.Name)), call =>
                [call.Name, Group(call), call.Error, call.Parameters!.ToJsonString()]),
            "SecurityGroupChangesAndRejects" => new Answer(calls.Where(call => GroupCalls.Contains(call.Name) && call.Error is null)
                .OrderByDescending(call => call.At).ThenBy(call => call.Id, StringComparer.Ordinal)
                .Select(call => (object?[])[call.Time, call.Who, call.Address, call.Name, Group(call), Near(activity, call, -900, 0),
                Near(activity, call, 0, 900)])).First(most),
            "SecurityGroupActivity" => Answer.Grouped(From("ec2").Where(call => call.Name.Contains("SecurityGroup", StringComparison.Ordinal)), call =>
                [kind(call), call.Name], Count, Callers, Last)
                .Sorted(0, ~2, 1).First(most),
            "BucketExposure" => List(calls.Where(call => Exposures.Contains(call.Name)), call => [call.Name, call.Text("bucketName"), call.Error]),
            "LoggingSwitchedOff" => List(calls.Where(call => Switches.Contains(call.Name)), call => [call.Source, call.Name, call.Error]),
            "BucketTraffic" => Answer.Grouped(week, request => [request.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), request.Bucket], Number,
                list => Sum(list), Errors).Sorted(0, 1),
            "RequesterTraffic" => Answer.Grouped(requests, request => [request.Requester, request.Address, request.Bucket], Number, list => Sum(list) ?? 0)
                .Sorted(~4, ~3, 0, 1, 2).First(most),
            "OperationTraffic" => Answer.Grouped(requests, request => [request.Bucket, request.Reads ? "read" : "change", request.Operation], Number, list =>
                Sum(list) ?? 0).Sorted(~3, 0, 1, 2).First(most),
            "RequestErrors" => Answer.Grouped(requests.Where(request => request.Failed), request =>
                [request.Bucket, request.Status, request.Error, request.Operation], Number,
                list => (long)list.Select(request => request.Address).Distinct().Count()).Sorted(~4, 0, 1, 2, 3).First(most),
            "S3Deletes" => new Answer(requests.Where(request => request.Operation.Contains("DELETE", StringComparison.Ordinal)
                || request.Operation.StartsWith("S3.EXPIRE", StringComparison.Ordinal))
                .OrderByDescending(request => request.At).ThenBy(request => request.Id, StringComparer.Ordinal)
                .Select(request => (object?[])[request.At.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), request.Bucket,
                request.Operation, request.Key, request.Requester, request.Address, request.Status]))
                .First(most),
            "SlowRequests" => new Answer(requests.Where(request => request.Milliseconds is not null).OrderByDescending(request => request.Milliseconds)
                .ThenBy(request => request.Id, StringComparer.Ordinal)
                .Select(request => (object?[])[(long)request.Milliseconds!, (long)(request.Milliseconds / 2), request.Size, request.Bucket, request.Operation,
                request.Key, request.Address, request.Id])).First(most),
            "OutsideRequests" => Answer.Grouped(requests.Where(request => IPAddress.TryParse(request.Address, out _)
                && request.Address is not ("10.0.1.5" or "fd00::5")),
                request => [request.Address, request.Requester, request.Bucket], Number, list => Sum(list) ?? 0, Errors).Sorted(~3, 0, 1, 2).First(most),
            "AnonymousRequests" => Answer.Grouped(requests.Where(request => request.Requester == "-"), request =>
                [request.Bucket, request.Operation, request.Address, request.Status], Number).Sorted(~4, 0, 1, 2, 3).First(most),
            "RequestsWithoutTls" => Answer.Grouped(requests.Where(request => request is { Tls: "-", Address: not "-" }), request =>
                [request.Bucket, request.Requester, request.Address], Number).Sorted(~3, 0, 1, 2).First(most),
            _ => throw new ArgumentOutOfRangeException(nameof(id), id, "The query has no expected rows."),
        };
    }

    // A value of an answer is an object: a method that returns a number cannot be used as one.
#pragma warning disable CA1859
    static object? Count(List<SampleCall> calls) => (long)calls.Count;

    static object? Failed(List<SampleCall> calls) => (long)calls.Count(call => call.Error is not null);

    static object? Callers(List<SampleCall> calls) => (long)calls.Select(call => call.Who).Distinct().Count();

    static object? Last(List<SampleCall> calls) => calls.Select(call => call.Time).Max(StringComparer.Ordinal);

    static object? Number(List<SampleRequest> requests) => (long)requests.Count;

    static object? Errors(List<SampleRequest> requests) => (long)requests.Count(request => request.Failed);
#pragma warning restore CA1859

    static long? Sum(List<SampleRequest> requests) => requests.Any(request => request.Sent is not null) ? requests.Sum(request => request.Sent ?? 0) : null;

    static string? Group(SampleCall call) => call.Text("groupId") ?? call.Text("ModifySecurityGroupRulesRequest.GroupId") ?? call.Text("response.groupId");

    static long Near(SampleActivity activity, SampleCall call, long from, long to) => activity.Rejects.Count(reject =>
        reject.Account == call.Account && reject.Start >= call.At.ToUnixTimeSeconds() + from && reject.Start < call.At.ToUnixTimeSeconds() + to
        && reject.Start >= SampleActivity.Now.AddDays(-1).ToUnixTimeSeconds());
}
