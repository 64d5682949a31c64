using System.Runtime.CompilerServices;
using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Constructs;

namespace FlowLogStack;

/// <summary>One customer managed key for everything below a construct that can have one.</summary>
/// <remarks>
/// The key encrypts log groups, archives, trails, query results, dead letters, topics, queues, hourly sums, and the environment of the processor
/// function. A Firehose stream or secret of the same stack without a key gets it too. A construct's own key has precedence. S3 writes access logs only
/// to buckets with SSE-S3, so an <see cref="Capture.AccessLogBucket"/> keeps that encryption.
/// </remarks>
public sealed class Encryption
{
    const string Id = "EncryptionKey";

    static readonly ConditionalWeakTable<IConstruct, Encryption> Scopes = [];
    static readonly ConditionalWeakTable<IConstruct, IKey> Created = [];

    readonly IKey? given;
    readonly RemovalPolicy removalPolicy;

    Encryption(IKey? given, RemovalPolicy removalPolicy)
    {
        this.given = given;
        this.removalPolicy = removalPolicy;
    }

    /// <summary>Returns encryption with a customer managed key.</summary>
    /// <param name="key">
    /// The key, such as <c>Key.FromKeyArn(…)</c>. Its policy is extended if it is part of the app; for an imported key, warnings print the
    /// statements to add. Default: null (creates a key with rotation, one for each stack).
    /// </param>
    /// <param name="removalPolicy">Removal policy of a created key. Without the key, retained data can't be read. Default: RETAIN.</param>
    public static Encryption CustomerManaged(IKey? key = null, RemovalPolicy removalPolicy = RemovalPolicy.RETAIN) => new(key, removalPolicy);

    /// <summary>Encrypts what constructs of this library create below a construct, such as a stack or the app. Call it before they are created.</summary>
    /// <param name="scope">The construct.</param>
    /// <exception cref="InvalidOperationException">The construct has encryption already.</exception>
    public void ApplyTo(IConstruct scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!Scopes.TryAdd(scope, this))
            throw new InvalidOperationException($"Encryption is already applied to '{scope.Node.Path}'. Apply it once, or to a construct below it.");
    }

    /// <summary>Returns the key of the nearest construct with encryption, or null if there is none.</summary>
    /// <param name="user">The construct whose data is encrypted.</param>
    internal static IKey? KeyOf(IConstruct user)
    {
        if (!Scopes.Any())
            return null;
        for (IConstruct? at = user; at is not null; at = Places.ScopeOf(at))
        {
            if (Scopes.TryGetValue(at, out var encryption))
                return encryption.given ?? encryption.KeyFor(at, user);
        }

        return null;
    }

    // A scope outside of stacks has a key for each stack: a key of another stack would make the stacks depend on each other.
    IKey KeyFor(IConstruct scope, IConstruct user)
    {
        var holder = scope is Stage ? Places.StackOf(user) : scope;
        if (Created.TryGetValue(holder, out var key))
            return key;
        key = new Key((Construct)holder, Id, new KeyProps
        {
            Description = "Encrypts flow logs and what is derived from them",
            EnableKeyRotation = true,
            RemovalPolicy = removalPolicy,
        });
        Created.Add(holder, key);
        return key;
    }
}
