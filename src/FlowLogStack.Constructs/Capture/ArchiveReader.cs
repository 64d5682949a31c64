using Amazon.CDK.AWS.IAM;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Capture;

/// <summary>A role with which another account, such as a vendor's, reads the objects of one archive, and nothing else of its bucket.</summary>
/// <remarks>
/// The trust policy requires the external id, so that the vendor can't be made to read the archive for another of its customers. For an imported key of
/// another account, that key's policy has to admit the role as well.
/// </remarks>
public sealed class ArchiveReader : Construct
{
    /// <summary>Creates the role.</summary>
    /// <exception cref="ArgumentException">The account or the external id isn't valid.</exception>
    public ArchiveReader(Construct scope, string id, ArchiveReaderProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        ServiceLimits.Watch(this);
        var archive = props.Archive;
        if (!AccountId.IsPossible(props.Account))
            throw new ArgumentException($"'{props.Account}' is not the id of an account that reads the archive '{archive.Node.Path}'. Use 12 digits.");
        if (LookupValue.IsKnown(props.ExternalId) && !(props.ExternalId.Length is >= 2 and <= 1224
            && props.ExternalId.All(c => char.IsAsciiLetterOrDigit(c) || "_+=,.@:/-".Contains(c, StringComparison.Ordinal))))
            throw new ArgumentException($"'{props.ExternalId}' is not the external id of the account {props.Account}. Use 2 to 1,224 letters, digits and _ + "
                + "= , . @ : / -, as the vendor states it.");
        var role = new Role(this, "Role", new RoleProps
        {
            Description = $"Lets account {props.Account} read archived flow logs",
            AssumedBy = new AccountPrincipal(props.Account),
            ExternalIds = [props.ExternalId],
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["ReadArchive"] = new PolicyDocument(new PolicyDocumentProps
                {
                    Statements = archive.ReadStatements(),
                }),
            },
        });
        BucketAccess.LetDecrypt(role, archive.Bucket, archive.EncryptionKey);
        Role = role;
    }

    /// <summary>The role; its ARN and the external id are what the vendor needs.</summary>
    public IRole Role { get; }
}
