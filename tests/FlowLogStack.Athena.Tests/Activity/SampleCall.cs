using System.Globalization;
using System.Text.Json.Nodes;

namespace FlowLogStack.Athena.Tests;

/// <summary>A generated call, from which its record and the expected results of queries are computed.</summary>
sealed record SampleCall(string Id, DateTimeOffset At, string Source, string Name, string Account, string Region)
{
    public bool Reads => new[] { "Describe", "Get", "List", "Head" }.Any(verb => Name.StartsWith(verb, StringComparison.Ordinal));

    public string Type { get; init; } = "IAMUser";

    public string? User { get; init; }

    public string? Role { get; init; }

    public string? InvokedBy { get; init; }

    public string Address { get; init; } = "192.0.2.1";

    public string? Error { get; init; }

    public string? Message { get; init; }

    public string EventType { get; init; } = "AwsApiCall";

    public JsonObject? Parameters { get; init; }

    public JsonObject? Response { get; init; }

    public JsonObject? More { get; init; }

    public bool HasReadOnly { get; init; } = true;

    public string Arn => Type switch
    {
        "Root" => $"arn:aws:iam::{Account}:root",
        "AssumedRole" => $"arn:aws:sts::{Account}:assumed-role/{Role}/session",
        _ => $"arn:aws:iam::{Account}:user/{User}",
    };

    public string Time => At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public string Who => User ?? Role ?? (Type is "AWSService" ? InvokedBy! : Arn);

    public string Kind => Reads ? "read" : "change";

    public string? Text(string path)
    {
        JsonNode? value = path.StartsWith("response.", StringComparison.Ordinal) ? Response : Parameters;
        foreach (var name in path.Replace("response.", "", StringComparison.Ordinal).Split('.'))
            value = value?[name];
        return (string?)value;
    }

    public JsonObject ToJson()
    {
        var identity = new JsonObject { ["type"] = Type };
        if (Type is not "AWSService")
            (identity["arn"], identity["accountId"], identity["principalId"]) = (Arn, Account, "AIDA");
        if (User is not null)
            identity["userName"] = User;
        if (InvokedBy is not null)
            identity["invokedBy"] = InvokedBy;
        if (Role is not null)
            identity["sessionContext"] = new JsonObject { ["sessionIssuer"] = new JsonObject { ["type"] = "Role", ["userName"] = Role },
                ["attributes"] = new JsonObject { ["mfaAuthenticated"] = "false" } };
        var record = new JsonObject
        {
            ["eventVersion"] = "1.11", ["userIdentity"] = identity, ["eventTime"] = Time, ["eventSource"] = Source, ["eventName"] = Name,
                ["awsRegion"] = Region,
            ["sourceIPAddress"] = Address, ["userAgent"] = "aws-cli/2", ["requestParameters"] = Parameters?.DeepClone(), ["responseElements"] =
                Response?.DeepClone(),
            ["eventID"] = Id, ["eventType"] = EventType, ["managementEvent"] = true, ["recipientAccountId"] = Account, ["eventCategory"] = "Management",
        };
        if (HasReadOnly)
            record["readOnly"] = Reads;
        if (More is not null)
            record["additionalEventData"] = More.DeepClone();
        if (Error is not null)
            record["errorCode"] = Error;
        if (Message is not null)
            record["errorMessage"] = Message;
        return record;
    }
}
