/** What went wrong with a shared repository, as a sentence for editors that says what to do. */
import { Errors } from 'isomorphic-git';
import { SharingFailure } from './shared-repository.ts';

const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
});

/** What TLS says of certificates. */
const certificateWords: Readonly<Record<string, (host: string) => string>> = {
  CERT_HAS_EXPIRED: (host) =>
    `${host} 的证书过期了，没有送出。先看这台电脑的时间对不对（现在显示 ${clock.format(new Date())}）；时间对的话，请联系管理共享仓库的人换证书`,
  CERT_NOT_YET_VALID: (host) =>
    `${host} 的证书还没有到生效的时间，多半是这台电脑的时间不对（现在显示 ${clock.format(new Date())}）。请先把时间调准`,
  ERR_TLS_CERT_ALTNAME_INVALID: (host) =>
    `连到的服务器不是 ${host}，没有送出，令牌也没有发给它。请检查地址；如果地址没错，请换一个网络再试`,
};

const unknownCertificate = (host: string) =>
  `${host} 的证书不能信任，没有送出，令牌也没有发给它。如果单位用自己的证书，请技术人员装到这台电脑上`;

const unknownCertificates = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
  'CERT_REVOKED',
]);

/** The code of an error or of what is behind it. */
function codeOf(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code } = each as NodeJS.ErrnoException;
    if (typeof code === 'string' && code !== '' && !('isIsomorphicGitError' in each)) return code;
  }
  return '';
}

/** What a server answered that is no repository's answer. */
function failureOfStatus(status: number, host: string, error: unknown): SharingFailure {
  if (status === 401)
    return new SharingFailure('token', `${host} 不认这个令牌：可能输错了，或者已经过期。请在“共享”页换一个`, error);
  if (status === 403)
    return new SharingFailure(
      'forbidden',
      `${host} 拒绝了这次请求：令牌可能没有写入权限。请管理共享仓库的人给这个令牌加上写入权限`,
      error,
    );
  if (status === 404)
    return new SharingFailure('missing', `${host} 上没有这个仓库，或者令牌看不到它。请核对地址和令牌`, error);
  if (status >= 300 && status < 400)
    return new SharingFailure(
      'missing',
      `${host} 上的仓库换了地址。请向管理共享仓库的人问到新地址，填在“共享”页`,
      error,
    );
  if (status === 413)
    return new SharingFailure(
      'server',
      `${host} 不收：这次要送的内容太大。请管理共享仓库的人放宽上传大小的限制`,
      error,
    );
  if (status === 507) return new SharingFailure('server', `${host} 的空间满了。请联系管理共享仓库的人`, error);
  return new SharingFailure(
    'server',
    `${host} 暂时出了故障（${String(status)}）。改动留在这台电脑上，过一会儿自动再送`,
    error,
  );
}

/** A failure of this machine's own disk; `undefined` for any other. */
function localFailure(error: unknown, code: string): SharingFailure | undefined {
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new SharingFailure('server', '这台电脑的磁盘满了，收不下别处的改动。请腾出一些空间', error);
  if (['EACCES', 'EPERM', 'EBUSY', 'EROFS', 'EMFILE', 'EIO'].includes(code))
    return new SharingFailure(
      'server',
      `写不进这台电脑上的仓库（${code}），可能正被别的程序占用。过一会儿会再试`,
      error,
    );
  return undefined;
}

/** A failure as a sentence; what is none of these is thrown as it is. */
export function sharingFailureOf(error: unknown, host: string): SharingFailure {
  if (error instanceof SharingFailure) return error;
  if (error instanceof Errors.HttpError) return failureOfStatus(error.data.statusCode, host, error);
  if (error instanceof Errors.SmartHttpError)
    return new SharingFailure(
      'offline',
      `${host} 回的是网页，不是仓库：可能这个网络要先登录，也可能地址不对。请先用浏览器打开任意网页，看是否要登录，再核对地址`,
      error,
    );
  if (error instanceof Errors.NotFoundError)
    return new SharingFailure('missing', '共享仓库里没有这个分支。请核对分支的名字', error);
  const code = codeOf(error);
  const local = localFailure(error, code);
  if (local !== undefined) return local;
  const words = certificateWords[code] ?? (unknownCertificates.has(code) ? unknownCertificate : undefined);
  if (words !== undefined) return new SharingFailure('certificate', words(host), error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new SharingFailure(
      'offline',
      `找不到 ${host}：没有网络，或者地址写错了。改动留在这台电脑上，有网络时自动送出`,
      error,
    );
  if (code === 'ERR_PROXY_TUNNEL')
    return new SharingFailure('offline', '单位的代理服务器没有让这次连接通过，可能要登录。请联系技术人员', error);
  if (error instanceof Errors.ParseError)
    return new SharingFailure(
      'offline',
      `看不懂 ${host} 的回应，还不知道送到没有。过一会儿会自动核对，没送到就再送`,
      error,
    );
  if (code !== '') return new SharingFailure('offline', `连不上 ${host}。改动留在这台电脑上，有网络时自动送出`, error);
  return new SharingFailure(
    'server',
    `看不懂 ${host} 的回应，还不知道送到没有。过一会儿会自动核对，没送到就再送`,
    error,
  );
}

/** What a server said of a branch that it did not move. */
export function failureOfRefusal(said: string, host: string): SharingFailure | undefined {
  // Somebody else moved it: not a failure, the office merges and tries again.
  if (
    /fetch first|non-fast-forward|cannot lock ref|failed to update ref|stale info|reference already exists/i.test(said)
  )
    return undefined;
  if (/GE007|e-?mail|邮箱/i.test(said))
    return new SharingFailure('forbidden', `${host} 不收用这个邮箱署名的改动。请技术人员在服务器的账号里放开邮箱限制`);
  if (/quota|space|too large|exceed|file size|maxInputSize|unpacker error|GH001/i.test(said))
    return new SharingFailure('server', `这次要送的内容太大，或者 ${host} 的空间满了。请联系管理共享仓库的人`);
  if (/protected|hook declined|not allowed|permission|denied/i.test(said))
    return new SharingFailure(
      'protected',
      `${host} 不允许往这个分支送（分支受保护）。请管理共享仓库的人放开权限，或者换一个分支`,
    );
  return new SharingFailure('server', `${host} 没有收这次改动。请联系管理共享仓库的人`);
}
