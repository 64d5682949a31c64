namespace FlowLogStack.Review;

/// <summary>Plain words for actions.</summary>
static class ActionWords
{
    static readonly (string Pattern, string Words)[] Known =
    [
        ("*", "do anything"),
        ("sts:assumerole", "assume it"),
        ("sts:assumerole*", "assume it"),
        ("iam:passrole", "pass roles to services"),
        ("iam:*", "change identities and permissions"),
        ("s3:*", "do anything with buckets and objects"),
        ("s3:getobject*", "read objects"),
        ("s3:listbucket*", "list objects"),
        ("s3:getbucket*", "read the settings of buckets"),
        ("s3:putobject*", "write objects"),
        ("s3:deleteobject*", "delete objects"),
        ("s3:putbucketpolicy", "change who has access to buckets"),
        ("kms:*", "do anything with keys"),
        ("kms:decrypt", "decrypt"),
        ("kms:encrypt", "encrypt"),
        ("kms:generatedatakey*", "encrypt"),
        ("kms:reencrypt*", "encrypt"),
        ("kms:describe*", "read the settings of keys"),
        ("kms:creategrant", "let others use keys"),
        ("kms:schedulekeydeletion", "delete keys"),
        ("kms:put*", "change keys"),
        ("logs:*", "do anything with CloudWatch Logs"),
        ("logs:createlogstream", "write log events"),
        ("logs:putlogevents", "write log events"),
        ("logs:createloggroup", "create log groups"),
        ("logs:deletelog*", "delete logs"),
        ("logs:describelog*", "list log groups and streams"),
        ("logs:getlogevents", "read log events"),
        ("logs:filterlogevents", "read log events"),
        ("logs:startquery", "query log events"),
        ("sns:publish", "publish messages"),
        ("sns:subscribe", "subscribe"),
        ("sns:*", "do anything with topics"),
        ("sqs:sendmessage*", "send messages"),
        ("sqs:receivemessage", "read messages"),
        ("sqs:deletemessage*", "delete messages"),
        ("sqs:*", "do anything with queues"),
        ("lambda:invokefunction*", "invoke functions"),
        ("secretsmanager:getsecretvalue", "read secret values"),
        ("firehose:putrecord*", "write to streams"),
        ("ec2:createflowlogs", "create flow logs"),
        ("ec2:deleteflowlogs", "delete flow logs"),
        ("athena:*", "do anything with Athena"),
        ("(managed policy)", "do what the managed policy allows"),
    ];

    /// <summary>Returns what actions permit, such as <c>read objects (`s3:GetObject`)</c>.</summary>
    internal static string Of(IReadOnlyCollection<string> actions)
    {
        var words = actions.Select(action => Find(action)).OfType<string>().Distinct().ToList();
        var others = actions.Any(action => Find(action) is null);
        var codes = Markup.Codes(actions.Order(StringComparer.Ordinal), 6);
        return words.Count == 0 ? $"use {codes}" : $"{string.Join(", ", words)}{(others ? " and more" : "")} ({codes})";
    }

    static string? Find(string action) => Known.FirstOrDefault(known => action.Equals(known.Pattern, StringComparison.OrdinalIgnoreCase)).Words
        ?? Known.FirstOrDefault(known => known.Pattern.Length > 1 && Wildcards.IsPattern(known.Pattern)
            && !known.Pattern.EndsWith(":*", StringComparison.Ordinal) && Wildcards.Cover(known.Pattern, action, ignoresCase: true)).Words;
}
