using Amazon.CDK.AWS.IAM;

namespace FlowLogStack.Access;

/// <summary>Properties for <see cref="BucketHandler"/>.</summary>
sealed record BucketHandlerProps
{
    /// <summary>The description of the function.</summary>
    public required string Description { get; init; }

    /// <summary>The Python source of the function, whose entry point is <c>handler</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The time limit of one call, in seconds.</summary>
    public required int Timeout { get; init; }

    /// <summary>The memory of the function, in MB. Default: Lambda's own, 128.</summary>
    public int? MemorySize { get; init; }

    /// <summary>The description of the role.</summary>
    public required string RoleDescription { get; init; }

    /// <summary>The name of the role's inline policy.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The permissions of the role, beside writing its own log.</summary>
    public required IReadOnlyList<PolicyStatement> Statements { get; init; }

    /// <summary>The type of the custom resource, such as <c>Custom::BucketEvents</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The properties of the custom resource, which the function receives.</summary>
    public required IDictionary<string, object> Properties { get; init; }
}
