namespace FlowLogStack.Simulation;

/// <summary>A parser of the ARNs of flow log destinations.</summary>
static class DestinationArn
{
    const string LogGroupMark = ":log-group:";
    const string BucketMark = ":s3:::";

    /// <summary>Returns the name of a log group, without the wildcard for its streams, or null if the ARN isn't that of a log group.</summary>
    /// <param name="arn">ARN, such as <c>arn:aws:logs:eu-west-1:111122223333:log-group:flows:*</c>.</param>
    public static string? LogGroupOf(string? arn) => After(arn, LogGroupMark)?.Split(':')[0];

    /// <summary>Returns the name of a bucket and its folder without leading or trailing slashes, or null if the ARN isn't that of a bucket.</summary>
    /// <param name="arn">ARN, such as <c>arn:aws:s3:::bucket/folder/</c>.</param>
    public static (string Name, string Folder)? BucketOf(string? arn) =>
        After(arn, BucketMark)?.Split('/', 2) switch
        {
            [var name, var folder] => (name, folder.Trim('/')),
            [var name] => (name, ""),
            _ => null,
        };

    static string? After(string? arn, string mark)
    {
        var at = arn?.IndexOf(mark, StringComparison.Ordinal) ?? -1;
        return at < 0 ? null : arn![(at + mark.Length)..];
    }
}
