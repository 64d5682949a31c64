namespace FlowLogStack.Simulation;

/// <summary>What the ARN of a flow log's destination names.</summary>
public static class DestinationArn
{
    const string LogGroupMark = ":log-group:";
    const string BucketMark = ":s3:::";

    /// <summary>The log group's name, without the wildcard for its streams; null when the ARN is none of a log group.</summary>
    /// <param name="arn">As in <c>arn:aws:logs:eu-west-1:111122223333:log-group:flows:*</c>.</param>
    public static string? LogGroupOf(string? arn) => After(arn, LogGroupMark)?.Split(':')[0];

    /// <summary>The bucket's name, and the folder in it without slashes at its ends; null when the ARN is none of a bucket.</summary>
    /// <param name="arn">As in <c>arn:aws:s3:::bucket/folder/</c>.</param>
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
